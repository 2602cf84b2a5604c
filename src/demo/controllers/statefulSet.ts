import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../core/json.ts';
import { timeText } from '../../core/timeText.ts';
import { asObject, listAt, mapAt, numberAt, textAt, valueAt, type KubeObject } from '../kubeObject.ts';
import { serverDefaults } from '../world/defaults.ts';
import { identified } from '../world/identity.ts';
import { nonZero } from '../world/nonZero.ts';
import { isReady } from '../world/readiness.ts';
import { putChanged } from './changed.ts';
import { exceededQuota } from './exceededQuota.ts';
import { nameOf, namespaceOf, type Kit } from './kit.ts';
import { newPod } from './newPod.ts';
import { isEnding, ownedBy } from './owned.ts';
import { availabilityOf, isOver } from './pods.ts';
import { recordEvent } from './recordEvent.ts';
import { removeObject } from './removal.ts';
import { forgetRevisions, newestRevision, revisionsOf } from './revisions.ts';

const storage = 'statefulsets.apps';
const from = 'statefulset-controller';
const revisionLabel = 'controller-revision-hash';

/** Pods by number, one after the other. Source: kubernetes/pkg/controller/statefulset/stateful_set_control.go. */
export function statefulSet(kit: Kit, key: string): void {
  const { store, now, after } = kit;
  const set = store.get(storage, namespaceOf(key), nameOf(key));
  if (set === undefined) return;
  const update = newestRevision(kit, set, 'controller.kubernetes.io/hash');
  const before = textAt(set, 'status.currentRevision') ?? update.metadata.name;
  const known = revisionsOf(kit, set).find(({ metadata }) => metadata.name === before) ?? update;
  if (!isEnding(set)) keepPods(kit, set, known, update);
  const pods = ownedBy(store, 'pods', set);
  const { ready, available, next } = availabilityOf(
    pods.filter((pod) => !isEnding(pod)),
    set,
    now(),
  );
  if (next !== undefined) after(next - now(), () => statefulSet(kit, key));
  const updated = pods.filter((pod) => !isEnding(pod) && revisionOf(pod) === update.metadata.name);
  const isDone =
    isRolling(set) &&
    updated.length === pods.length &&
    updated.every(isReady) &&
    pods.length === numberAt(set, 'spec.replicas');
  const current = isDone ? update.metadata.name : known.metadata.name;
  const status: JsonObject = {
    observedGeneration: numberAt(set, 'metadata.generation'),
    replicas: pods.length,
    ...nonZero({
      readyReplicas: ready,
      currentReplicas: pods.filter((pod) => !isEnding(pod) && revisionOf(pod) === current).length,
      updatedReplicas: updated.length,
    }),
    currentRevision: current,
    updateRevision: update.metadata.name,
    collisionCount: 0,
    availableReplicas: available,
  };
  putChanged(store, storage, { ...set, status });
  forgetRevisions(kit, set, [current, update.metadata.name, ...pods.map(revisionOf)]);
}

function revisionOf(pod: KubeObject): string {
  return pod.metadata.labels?.[revisionLabel] ?? '';
}

function isRolling(set: KubeObject): boolean {
  return textAt(set, 'spec.updateStrategy.type') !== 'OnDelete';
}

function ordinalOf(pod: KubeObject): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? 0);
}

/** One step; what comes of it calls again. */
function keepPods(kit: Kit, set: KubeObject, current: KubeObject, update: KubeObject): void {
  const { store } = kit;
  const replicas = numberAt(set, 'spec.replicas');
  const start = numberAt(set, 'spec.ordinals.start');
  const partition = isRolling(set) ? numberAt(set, 'spec.updateStrategy.rollingUpdate.partition') : Infinity;
  const isParallel = textAt(set, 'spec.podManagementPolicy') === 'Parallel';
  const pods = ownedBy(store, 'pods', set);
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(pod), pod]));
  for (let ordinal = start; ordinal < start + replicas; ordinal++) {
    const pod = byOrdinal.get(ordinal);
    if (pod === undefined) {
      const revision = ordinal - start >= partition ? update : isRolling(set) ? current : update;
      makeClaims(kit, set, ordinal);
      if (addPod(kit, set, revision, ordinal) !== undefined || !isParallel) return;
      continue;
    }
    if (isOver(pod)) {
      removeObject(kit, pod);
      return;
    }
    if (!isParallel && (isEnding(pod) || !isReady(pod))) {
      // A pod of an old template that never got ready would block its own cure; the real one waits for a person, and so does this one.
      return;
    }
  }
  const superfluous = pods
    .filter((pod) => ordinalOf(pod) >= start + replicas || ordinalOf(pod) < start)
    .toSorted((a, b) => ordinalOf(b) - ordinalOf(a));
  for (const pod of superfluous) {
    if (isEnding(pod) && !isParallel) return;
    if (!isEnding(pod)) deleteOne(kit, set, pod);
    if (!isParallel) return;
  }
  if (!isRolling(set)) return;
  for (let ordinal = start + replicas - 1; ordinal >= start + partition; ordinal--) {
    const pod = byOrdinal.get(ordinal);
    if (pod === undefined || isEnding(pod)) return;
    if (revisionOf(pod) !== update.metadata.name) {
      deleteOne(kit, set, pod);
      return;
    }
    if (!isReady(pod)) return;
  }
}

function deleteOne(kit: Kit, set: KubeObject, pod: KubeObject): void {
  removeObject(kit, pod);
  const message = `delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`;
  recordEvent(kit, set, { reason: 'SuccessfulDelete', message, from });
}

function addPod(kit: Kit, set: KubeObject, revision: KubeObject, ordinal: number): string | undefined {
  const template = mapAt(revision, 'data.spec.template');
  const plain = Object.fromEntries(Object.entries(template).filter(([field]) => field !== '$patch'));
  const pod = newPod(kit, set, plain, { ordinal, labels: { [revisionLabel]: revision.metadata.name } });
  const name = `${set.metadata.name}-${ordinal}`;
  const refusal = exceededQuota(kit.store, pod);
  if (refusal !== undefined) {
    const message = `create Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${refusal}`;
    recordEvent(kit, set, { type: 'Warning', reason: 'FailedCreate', message, from });
    return refusal;
  }
  kit.store.put('pods', pod);
  recordEvent(kit, set, {
    reason: 'SuccessfulCreate',
    message: `create Pod ${name} in StatefulSet ${set.metadata.name} successful`,
    from,
  });
  return undefined;
}

/** A claim of a template is made once for each number, and stays when its pod goes. */
function makeClaims({ store, now }: Kit, set: KubeObject, ordinal: number): void {
  const { namespace, name } = set.metadata;
  for (const template of listAt(set, 'spec.volumeClaimTemplates').map(asObject)) {
    const claim = `${textAt(template, 'metadata.name') ?? ''}-${name}-${ordinal}`;
    if (store.get('persistentvolumeclaims', namespace, claim) !== undefined) continue;
    const labels = mapAt(set, 'spec.selector.matchLabels');
    const spec = mapAt(template, 'spec');
    const byDefault = store
      .list('storageclasses.storage.k8s.io')
      .find(({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true');
    const made = serverDefaults({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: claim,
        namespace,
        uid: randomUUID(),
        creationTimestamp: timeText(now()),
        ...(Object.keys(labels).length === 0 ? {} : { labels }),
      },
      spec: {
        ...spec,
        ...(valueAt(spec, 'storageClassName') === undefined && byDefault !== undefined
          ? { storageClassName: byDefault.metadata.name }
          : {}),
      },
    });
    store.put('persistentvolumeclaims', identified(made));
  }
}
