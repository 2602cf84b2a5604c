import type { Gap } from '../../../core/gap.ts';
import { event as eventKind, type KubeEvent } from '../../../kube/kinds/event.ts';
import { node as nodeKind } from '../../../kube/kinds/node.ts';
import { persistentVolumeClaim as claimKind } from '../../../kube/kinds/persistentVolumeClaim.ts';
import { replicaSet as replicaSetKind, type ReplicaSet } from '../../../kube/kinds/replicaSet.ts';
import type { JudgedPod } from '../../../kube/judgedPod.ts';
import type { Reader } from '../../../rules/reader.ts';
import { itemsOf } from '../../../rules/snapshot.ts';
import type { CorrelatedPod } from './correlatedPod.ts';
import type { Failure } from './failure.ts';
import { missingFailure, podFailure, podUnit } from './failuresOf.ts';
import { missingOfOthers, missingOfReplicaSets } from './missingPods.ts';
import { surroundings, type Surroundings } from './surroundings.ts';
import type { Unit } from '../../../kube/correlation/unit.ts';

export interface ReadCorrelation {
  readonly failures: readonly Failure[];
  /** Those that fail, and those that do not. */
  readonly units: readonly Unit[];
  readonly around: Surroundings;
  readonly replicaSets: readonly ReplicaSet[];
  readonly gaps: readonly Gap[];
}

export interface CorrelationScope {
  readonly namespace: string | undefined;
  /** No label of a pod selects one that does not exist. */
  readonly isSelected: boolean;
}

/** Of a cluster with a hundred Deployments in trouble the first so many pods tell what they share. */
const mostFailing = 2000;

/** What stands around the pods that fail, and the pods that are not even made; two waves. */
export async function readCorrelation(
  reader: Reader,
  failing: readonly JudgedPod<CorrelatedPod>[],
  healthy: readonly CorrelatedPod[],
  { namespace, isSelected }: CorrelationScope,
): Promise<ReadCorrelation> {
  const hasFailing = failing.length > 0;
  const hasClaims = failing.some(({ pod }) => pod.traits.some(({ kind }) => kind === 'PersistentVolumeClaim'));
  const refused = { ...(namespace === undefined ? {} : { namespace }), fieldSelector: 'reason=FailedCreate' };
  const [replicaSets, events, nodes, claims] = await Promise.all([
    isSelected ? undefined : reader.list(replicaSetKind, namespace),
    hasFailing ? reader.list(eventKind, namespace) : isSelected ? undefined : reader.search(eventKind, refused),
    hasFailing ? reader.list(nodeKind, undefined) : undefined,
    hasClaims ? reader.list(claimKind, namespace) : undefined,
  ]);
  const seen: readonly KubeEvent[] = itemsOf(events);
  const missing = isSelected
    ? []
    : [...missingOfReplicaSets(itemsOf(replicaSets)), ...(await missingOfOthers(reader, namespace, seen))];
  const around = surroundings(itemsOf(nodes), itemsOf(claims));
  const failures = [
    ...failing.slice(0, mostFailing).map((one) => podFailure(one, seen, around)),
    ...missing.map((one) => missingFailure(one, around)),
  ];
  const left = failing.length - mostFailing;
  return {
    failures,
    units: [...failures.map(({ unit }) => unit), ...healthy.map((one) => podUnit(one, false, around))],
    around,
    replicaSets: itemsOf(replicaSets),
    gaps:
      left <= 0
        ? []
        : [
            {
              wanted: `what ${left} more failing pods share`,
              because: 'unsupported',
              hint: `at most ${mostFailing} are compared in one answer: ask about one namespace`,
            },
          ],
  };
}
