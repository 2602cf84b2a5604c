import type { Json, JsonObject } from '../../core/json.ts';
import { timeText } from '../../core/timeText.ts';
import { asObject, listAt, mapAt, numberAt, textAt, valueAt, type KubeObject } from '../kubeObject.ts';
import { digest } from '../world/identity.ts';

/** What is known of a container at one moment. */
export interface ContainerNow {
  readonly state: JsonObject;
  readonly lastState?: JsonObject;
  readonly ready: boolean;
  readonly restartCount: number;
}

/** A status of a container, as its kubelet writes it. */
export function containerStatus(pod: KubeObject, container: JsonObject, now: ContainerNow): JsonObject {
  const image = textAt(container, 'image') ?? '';
  const run = now.state.waiting === undefined ? now.restartCount : now.restartCount - 1;
  const hasRun = now.state.waiting === undefined || now.lastState !== undefined;
  const id = `containerd://${digest(pod.metadata.uid ?? '', textAt(container, 'name') ?? '', String(run))}`;
  const withId = (state: JsonObject): JsonObject =>
    state.terminated === undefined ? state : { terminated: { ...mapAt(state, 'terminated'), containerID: id } };
  return {
    name: textAt(container, 'name'),
    state: withId(now.state),
    lastState: now.lastState ?? {},
    ready: now.ready,
    restartCount: now.restartCount,
    image,
    imageID: hasRun ? `${image.replace(/:[^/]*$/, '')}@sha256:${digest(image)}` : '',
    ...(hasRun ? { containerID: id } : {}),
    started: now.state.running !== undefined,
  };
}

/** The status of a pod whose containers fare so. Conditions that hold as before keep their time. */
export function podStatus(
  pod: KubeObject,
  containers: readonly JsonObject[],
  init: readonly JsonObject[],
  now: number,
): JsonObject {
  const unready = containers.filter(({ ready }) => ready !== true).map((status) => textAt(status, 'name') ?? '');
  const neverRan = (status: JsonObject): boolean =>
    valueAt(status, 'state.waiting') !== undefined && valueAt(status, 'lastState.terminated') === undefined;
  const conditions = [
    [
      'PodReadyToStartContainers',
      containers.some((status) => textAt(status, 'state.waiting.reason') !== 'ContainerCreating'),
    ],
    ['Initialized', true],
    ['Ready', unready.length === 0],
    ['ContainersReady', unready.length === 0],
    ['PodScheduled', true],
  ] as const;
  const others = listAt(pod, 'status.conditions').filter(
    (one) => !conditions.some(([type]) => type === textAt(one, 'type')),
  );
  return {
    ...mapAt(pod, 'status'),
    observedGeneration: numberAt(pod, 'metadata.generation') || 1,
    phase: containers.some(neverRan) ? 'Pending' : 'Running',
    conditions: [...others, ...conditions.map(([type, holds]) => condition(pod, type, holds, unready, now))],
    ...(init.length === 0 ? {} : { initContainerStatuses: init }),
    containerStatuses: containers,
  };
}

function condition(pod: KubeObject, type: string, holds: boolean, unready: readonly string[], now: number): JsonObject {
  const old = listAt(pod, 'status.conditions').find((one) => textAt(one, 'type') === type);
  const status = holds ? 'True' : 'False';
  const isUnready = !holds && (type === 'Ready' || type === 'ContainersReady');
  return {
    type,
    observedGeneration: 1,
    status,
    lastProbeTime: null,
    lastTransitionTime: textAt(old, 'status') === status ? textAt(old, 'lastTransitionTime') : timeText(now),
    ...(isUnready
      ? { reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` }
      : {}),
  };
}

/** Init containers have done their work; sidecars among them run. */
export function initStatuses(pod: KubeObject, now: number): readonly JsonObject[] {
  const at = timeText(now);
  return listAt(pod, 'spec.initContainers').map((one: Json) => {
    const container = asObject(one);
    const isSidecar = textAt(container, 'restartPolicy') === 'Always';
    const done = { terminated: { exitCode: 0, reason: 'Completed', startedAt: at, finishedAt: at } };
    const state: JsonObject = isSidecar ? { running: { startedAt: at } } : done;
    return containerStatus(pod, container, { state, ready: true, restartCount: 0 });
  });
}
