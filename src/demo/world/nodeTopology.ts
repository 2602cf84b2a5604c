import type { JsonObject } from '../../core/json.ts';
import { mapAt, textAt, textMapAt } from '../kubeObject.ts';

const copied = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'] as const;

export interface NodeTopology {
  /** Empty where the node has none. */
  zoneOf(node: string): string;
  /** The pod with its node's zone and region as labels: the PodTopologyLabels admission plugin copies them when a pod is bound. */
  labelled(pod: JsonObject): JsonObject;
}

export function nodeTopology(nodes: readonly JsonObject[]): NodeTopology {
  const byName = new Map(nodes.map((node) => [textAt(node, 'metadata.name'), textMapAt(node, 'metadata.labels')]));
  return {
    zoneOf: (node) => byName.get(node)?.[copied[0]] ?? '',
    labelled: (pod) => {
      const own = byName.get(textAt(pod, 'spec.nodeName')) ?? {};
      const added = Object.fromEntries(
        copied.flatMap((key) => (own[key] === undefined ? [] : [[key, own[key]] as const])),
      );
      const metadata = mapAt(pod, 'metadata');
      return { ...pod, metadata: { ...metadata, labels: { ...mapAt(metadata, 'labels'), ...added } } };
    },
  };
}
