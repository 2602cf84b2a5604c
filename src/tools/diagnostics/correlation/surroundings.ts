import type { Evidence } from '../../../core/finding.ts';
import { featureKey, type Feature } from '../../../kube/correlation/feature.ts';
import { nodeFault } from '../../../kube/correlation/nodeFault.ts';
import { nodeTraits } from '../../../kube/correlation/nodeTraits.ts';
import { node as nodeKind, type Node } from '../../../kube/kinds/node.ts';
import {
  persistentVolumeClaim as claimKind,
  type PersistentVolumeClaim,
} from '../../../kube/kinds/persistentVolumeClaim.ts';
import { refOf } from '../../../kube/metadata.ts';

/** Something out of order, by its own fields. */
export interface Fault {
  /** `Ready is Unknown (NodeStatusUnknown)` */
  readonly text: string;
  readonly evidence: Evidence;
  /** Milliseconds since the epoch. */
  readonly since?: number;
  /** It does not exist. */
  readonly gone?: true;
}

/** What features of a pod lead to more of them: its node's zone and pool, its claims' storage class. */
export interface Surroundings {
  further(feature: Feature): readonly Shown[];
  /** By key: features that are out of order themselves. */
  readonly faults: ReadonlyMap<string, Fault>;
}

export interface Shown {
  readonly feature: Feature;
  readonly evidence: Evidence;
}

export function surroundings(nodes: readonly Node[], claims: readonly PersistentVolumeClaim[]): Surroundings {
  const further = new Map<string, readonly Shown[]>();
  const faults = new Map<string, Fault>();
  const members = new Map<string, (Fault | undefined)[]>();
  for (const node of nodes) {
    const object = refOf(nodeKind, node);
    const key = featureKey({ kind: 'node', name: object.name });
    const found = nodeFault(node);
    const fault = found && { ...found, evidence: { object, path: found.path, value: found.value } };
    if (fault !== undefined) faults.set(key, fault);
    const traits = nodeTraits(node).map(({ feature, path, value }) => ({ feature, evidence: { object, path, value } }));
    further.set(key, traits);
    for (const { feature } of traits) {
      const of = featureKey(feature);
      members.set(of, [...(members.get(of) ?? []), fault]);
    }
  }
  // A zone or a pool of several nodes is out of order where all of them are
  for (const [key, all] of members) {
    const bad = all.filter((fault) => fault !== undefined);
    const [first] = bad.toSorted((a, b) => (a.since ?? Infinity) - (b.since ?? Infinity));
    if (first === undefined || all.length < 2 || bad.length < all.length) continue;
    faults.set(key, {
      ...first,
      text: `none of its ${all.length} nodes is well, ${first.evidence.object.name}: ${first.text}`,
    });
  }
  for (const claim of claims) {
    const object = refOf(claimKind, claim);
    const name = claim.spec?.storageClassName ?? '';
    if (name === '') continue;
    const key = featureKey({ kind: 'PersistentVolumeClaim', namespace: object.namespace ?? '', name: object.name });
    const evidence = { object, path: 'spec.storageClassName', value: name };
    further.set(key, [{ feature: { kind: 'storage-class', name }, evidence }]);
  }
  return { further: (feature) => further.get(featureKey(feature)) ?? [], faults };
}
