import type { Node } from '../kinds/node.ts';
import type { Trait } from './podTraits.ts';
import type { FeatureKind } from './feature.ts';

/** Labels by which clouds and provisioners name the group that a node was made in. */
const pools = [
  'cloud.google.com/gke-nodepool',
  'eks.amazonaws.com/nodegroup',
  'alpha.eksctl.io/nodegroup-name',
  'kubernetes.azure.com/agentpool',
  'karpenter.sh/nodepool',
  'node.kubernetes.io/pool',
];

/** Well-known ones: https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const byLabel: readonly (readonly [FeatureKind, readonly string[]])[] = [
  ['zone', ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone']],
  ['node-pool', pools],
  ['instance-type', ['node.kubernetes.io/instance-type']],
  ['architecture', ['kubernetes.io/arch']],
];

/** What a node has in common with others; the paths are of the node. */
export function nodeTraits({ metadata, status }: Node): readonly Trait[] {
  const labels = metadata?.labels ?? {};
  const labelled = byLabel.flatMap(([kind, names]): Trait[] => {
    const label = names.find((one) => (labels[one] ?? '') !== '');
    if (label === undefined) return [];
    const value = labels[label] ?? '';
    return [{ feature: { kind, name: value }, path: `metadata.labels['${label}']`, value }];
  });
  const version = status?.nodeInfo?.kubeletVersion ?? '';
  return [
    ...labelled,
    ...(version === ''
      ? []
      : [
          {
            feature: { kind: 'kubelet', name: version },
            path: 'status.nodeInfo.kubeletVersion',
            value: version,
          } as const,
        ]),
  ];
}
