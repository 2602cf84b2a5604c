import type { JsonObject } from '../../core/json.ts';
import { timeText } from '../../core/timeText.ts';
import { listAt, mapAt, numberAt, textAt, textMapAt, type KubeObject } from '../kubeObject.ts';
import { nonZero } from '../world/nonZero.ts';
import { putChanged } from './changed.ts';
import { createPod, deletePod } from './createPod.ts';
import { nameOf, namespaceOf, type Kit } from './kit.ts';
import { newPod } from './newPod.ts';
import { isEnding, ownedBy } from './owned.ts';
import { availabilityOf, firstToGo, isActive, isOver } from './pods.ts';

const storage = 'replicasets.apps';
const from = 'replicaset-controller';

/** As many pods as are wanted. Source: kubernetes/pkg/controller/replicaset/replica_set.go. */
export function replicaSet(kit: Kit, key: string): void {
  const { store, now, after } = kit;
  const set = store.get(storage, namespaceOf(key), nameOf(key));
  if (set === undefined) return;
  const refusal = isEnding(set) ? undefined : withEnough(kit, set, () => replicaSet(kit, key));
  const own = ownedBy(store, 'pods', set);
  const pods = own.filter(isActive);
  const { ready, available, next } = availabilityOf(pods, set, now());
  if (next !== undefined) after(next - now(), () => replicaSet(kit, key));
  const labels = Object.entries(textMapAt(set, 'spec.template.metadata.labels'));
  const labelled = pods.filter(({ metadata }) => labels.every(([name, value]) => metadata.labels?.[name] === value));
  const conditions = failure(set, refusal, now());
  const status: JsonObject = {
    replicas: pods.length,
    ...nonZero({ fullyLabeledReplicas: labelled.length, readyReplicas: ready, availableReplicas: available }),
    observedGeneration: numberAt(set, 'metadata.generation'),
    terminatingReplicas: own.filter((pod) => isEnding(pod) && !isOver(pod)).length,
    ...(conditions.length === 0 ? {} : { conditions }),
  };
  putChanged(store, storage, { ...set, status });
}

/** The refusal of the first pod that could not be created: the others are not tried then. */
function withEnough(kit: Kit, set: KubeObject, again: () => void): string | undefined {
  const pods = ownedBy(kit.store, 'pods', set).filter(isActive);
  const missing = numberAt(set, 'spec.replicas') - pods.length;
  for (let made = 0; made < missing; made++) {
    const refusal = createPod(kit, set, newPod(kit, set, mapAt(set, 'spec.template')), { from, again });
    if (refusal !== undefined) return refusal;
  }
  for (const pod of firstToGo(pods).slice(0, Math.max(0, -missing))) deletePod(kit, set, pod, from);
  return undefined;
}

function failure(set: KubeObject, message: string | undefined, now: number): readonly JsonObject[] {
  if (message === undefined) return [];
  const old = listAt(set, 'status.conditions').find((one) => textAt(one, 'type') === 'ReplicaFailure');
  const lastTransitionTime = textAt(old, 'lastTransitionTime') ?? timeText(now);
  return [{ type: 'ReplicaFailure', status: 'True', lastTransitionTime, reason: 'FailedCreate', message }];
}
