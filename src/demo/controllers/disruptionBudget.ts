import type { JsonObject } from '../../core/json.ts';
import { deepEqual } from '../deepEqual.ts';
import { listAt, mapAt, numberAt, textAt, type KubeObject, type OwnerReference } from '../kubeObject.ts';
import { kindOfObject, storageName } from '../servedKinds.ts';
import type { Store } from '../store.ts';
import { withDisruptionStatus } from '../world/disruptionStatus.ts';
import { timeText } from '../../core/timeText.ts';
import { putChanged } from './changed.ts';
import { nameOf, namespaceOf, type Kit } from './kit.ts';
import { controllerOf, isEnding } from './owned.ts';

const storage = 'poddisruptionbudgets.policy';

/** How many of its pods a budget lets go now. Pods that were evicted and are not gone yet are healthy no more. */
export function disruptionBudget({ store, now }: Kit, key: string): void {
  const budget = store.get(storage, namespaceOf(key), nameOf(key));
  if (budget === undefined) return;
  const gone = mapAt(budget, 'status.disruptedPods');
  const pods = store.list('pods').filter((pod) => !['Succeeded', 'Failed'].includes(textAt(pod, 'status.phase') ?? ''));
  const counted = pods.map((pod) => (isEnding(pod) || pod.metadata.name in gone ? { ...pod, status: {} } : pod));
  const judged: KubeObject = {
    ...budget,
    ...withDisruptionStatus(budget, counted, (chosen) => wantedBy(store, chosen)),
  };
  const conditions = listAt(judged, 'status.conditions').map((one) => {
    const old = listAt(budget, 'status.conditions').find((other) => textAt(other, 'type') === textAt(one, 'type'));
    const isSame = textAt(old, 'status') === textAt(one, 'status') && textAt(old, 'lastTransitionTime') !== undefined;
    return {
      ...mapAt({ one }, 'one'),
      lastTransitionTime: isSame ? textAt(old, 'lastTransitionTime') : timeText(now()),
      observedGeneration: numberAt(budget, 'metadata.generation'),
    };
  });
  const left = Object.entries(gone).filter(([name]) =>
    pods.some(
      (pod) => pod.metadata.name === name && pod.metadata.namespace === budget.metadata.namespace && !isEnding(pod),
    ),
  );
  const status = {
    ...mapAt(judged, 'status'),
    conditions,
    observedGeneration: numberAt(budget, 'metadata.generation'),
    ...(left.length === 0 ? {} : { disruptedPods: Object.fromEntries(left) }),
  };
  if (!deepEqual(mapAt(budget, 'status'), status)) putChanged(store, storage, { ...budget, status });
}

/** What the controllers of the pods want: a Deployment's number for its ReplicaSets. A pod of nobody is one. */
function wantedBy(store: Store, pods: readonly JsonObject[]): number {
  const owners = new Map<string, number>();
  let alone = 0;
  for (const pod of pods) {
    const own = controllerOf(pod);
    const set = own === undefined ? undefined : find(store, own, textAt(pod, 'metadata.namespace'));
    const above = set === undefined ? undefined : controllerOf(set);
    const owner = above === undefined ? set : (find(store, above, set?.metadata.namespace) ?? set);
    if (owner === undefined) alone++;
    else owners.set(owner.metadata.uid ?? owner.metadata.name, numberAt(owner, 'spec.replicas'));
  }
  return alone + [...owners.values()].reduce((sum, replicas) => sum + replicas, 0);
}

function find(
  store: Store,
  { apiVersion, kind, name }: OwnerReference,
  namespace: string | undefined,
): KubeObject | undefined {
  const served = kindOfObject(apiVersion, kind);
  return served === undefined ? undefined : store.get(storageName(served), namespace, name);
}
