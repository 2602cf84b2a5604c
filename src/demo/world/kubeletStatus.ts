import type { Json, JsonObject } from '../../core/json.ts';
import { asObject, isObject, listAt, mapAt, numberAt, textAt, valueAt } from '../kubeObject.ts';
import { withDefaults } from './withDefaults.ts';
import { digest, uidOf } from './identity.ts';
import { timeText } from '../../core/timeText.ts';

/** Where a pod is, as the kubelet's node knows it. */
export interface PodPlace {
  readonly hostIP: string;
  readonly podIP: string;
}

/**
 * The status that the kubelet would have written. A pod is healthy since a few seconds after its creation, unless it carries
 * `$containers` (statuses by container name, laid over), `$ended` (it ran to completion then) or `$status` (laid over the whole).
 */
export function kubeletStatus(pod: JsonObject, place: PodPlace | undefined): JsonObject {
  const born = Date.parse(textAt(pod, 'metadata.creationTimestamp') ?? '');
  const overlay = mapAt(pod, '$status');
  const qosClass = qosOf(pod);
  if (place === undefined) return withDefaults(overlay, { phase: 'Pending', qosClass });
  const ended = textAt(pod, '$ended');
  const status = (kind: 'initContainers' | 'containers') =>
    listAt(pod, `spec.${kind}`).map((container) => containerStatus(pod, asObject(container), { kind, born, ended }));
  const init = status('initContainers');
  const apps = status('containers');
  const isReady = [...apps, ...init.filter((one) => isSidecar(pod, one))].every((one) => one.ready === true);
  const phase = phaseOf(pod, apps);
  const unready = apps.filter((one) => one.ready !== true).map((one) => textAt(one, 'name') ?? '');
  return withDefaults(overlay, {
    phase,
    conditions: conditions(born, isReady, unready, ended === undefined ? undefined : { at: ended, phase }),
    hostIP: place.hostIP,
    hostIPs: [{ ip: place.hostIP }],
    podIP: place.podIP,
    podIPs: [{ ip: place.podIP }],
    startTime: timeText(born),
    ...(init.length === 0 ? {} : { initContainerStatuses: init }),
    containerStatuses: apps,
    observedGeneration: 1,
    qosClass,
  });
}

interface Run {
  readonly kind: 'initContainers' | 'containers';
  readonly born: number;
  readonly ended: string | undefined;
}

function containerStatus(pod: JsonObject, container: JsonObject, { kind, born, ended }: Run): JsonObject {
  const name = textAt(container, 'name') ?? '';
  const image = textAt(container, 'image') ?? '';
  const started = timeText(born + 3000);
  const id = (run: string): string => `containerd://${digest(textAt(pod, 'metadata.name') ?? '', name, run)}`;
  const isOver = kind === 'initContainers' ? textAt(container, 'restartPolicy') !== 'Always' : ended !== undefined;
  const finished = kind === 'initContainers' ? timeText(born + 5000) : (ended ?? started);
  const state: JsonObject = isOver
    ? {
        terminated: {
          exitCode: 0,
          reason: 'Completed',
          startedAt: started,
          finishedAt: finished,
          containerID: id('current'),
        },
      }
    : { running: { startedAt: started } };
  const own = named(pod, mapAt(pod, `$containers.${name}`));
  const lastState = mapAt(own, 'lastState');
  const ownEnd = isObject(valueAt(own, 'state.terminated')) ? mapAt(own, 'state.terminated') : undefined;
  const isWaiting = valueAt(own, 'state.waiting') !== undefined;
  const wasNeverRun = isWaiting && numberAt(own, 'restartCount') === 0;
  const current = isWaiting ? id('previous') : id('current');
  return withDefaults(
    {
      ...own,
      ...(ownEnd === undefined ? {} : { state: { terminated: { ...ownEnd, containerID: id('current') } } }),
      ...(lastState.terminated === undefined
        ? {}
        : { lastState: { terminated: { ...mapAt(lastState, 'terminated'), containerID: id('previous') } } }),
    },
    {
      name,
      // A state replaces the healthy one; it is not mixed with it.
      state: isObject(own.state) ? {} : state,
      lastState: {},
      ready: kind === 'initContainers' ? true : !isOver && !isWaiting,
      restartCount: 0,
      image,
      imageID: wasNeverRun ? '' : `${image.replace(/:[^/]*$/, '')}@sha256:${digest(image)}`,
      ...(wasNeverRun ? {} : { containerID: current }),
      started: kind === 'initContainers' ? !isOver : !isOver && !isWaiting,
    },
  );
}

/** `{pod}`, `{namespace}` and `{uid}` in messages. */
function named(pod: JsonObject, overlay: JsonObject): JsonObject {
  const name = textAt(pod, 'metadata.name') ?? '';
  const namespace = textAt(pod, 'metadata.namespace') ?? '';
  const fill = (value: Json | undefined): Json | undefined => {
    if (typeof value === 'string')
      return value
        .replace('{pod}', name)
        .replace('{namespace}', namespace)
        .replace('{uid}', textAt(pod, 'metadata.uid') ?? uidOf('Pod', namespace, name));
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fill(entry)]));
    return value;
  };
  return asObject(fill(overlay));
}

function isSidecar(pod: JsonObject, status: JsonObject): boolean {
  return listAt(pod, 'spec.initContainers').some(
    (container) => textAt(container, 'name') === status.name && textAt(container, 'restartPolicy') === 'Always',
  );
}

/** Source: getPhase, kubernetes/pkg/kubelet/kubelet_pods.go. */
function phaseOf(pod: JsonObject, apps: readonly JsonObject[]): string {
  const neverRan = (status: JsonObject): boolean =>
    valueAt(status, 'state.waiting') !== undefined && valueAt(status, 'lastState.terminated') === undefined;
  if (apps.some(neverRan)) return 'Pending';
  const ends = apps.map((status) => valueAt(status, 'state.terminated'));
  if (textAt(pod, 'spec.restartPolicy') === 'Always' || !ends.every(isObject)) return 'Running';
  return ends.every((end) => numberAt(end, 'exitCode') === 0) ? 'Succeeded' : 'Failed';
}

function conditions(
  born: number,
  isReady: boolean,
  unready: readonly string[],
  ended: { readonly at: string; readonly phase: string } | undefined,
): readonly JsonObject[] {
  const at = (offset: number): string => timeText(born + offset);
  const holds = (type: string, since: string): JsonObject => ({
    type,
    observedGeneration: 1,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: since,
  });
  const readiness = (type: string): JsonObject => {
    if (ended !== undefined)
      return {
        ...holds(type, ended.at),
        status: 'False',
        reason: ended.phase === 'Failed' ? 'PodFailed' : 'PodCompleted',
      };
    if (isReady) return holds(type, at(12_000));
    return {
      ...holds(type, at(0)),
      status: 'False',
      reason: 'ContainersNotReady',
      message: `containers with unready status: [${unready.join(' ')}]`,
    };
  };
  return [
    ended === undefined
      ? holds('PodReadyToStartContainers', at(2000))
      : { ...holds('PodReadyToStartContainers', ended.at), status: 'False' },
    ended?.phase === 'Succeeded'
      ? { ...holds('Initialized', at(0)), reason: 'PodCompleted' }
      : holds('Initialized', at(0)),
    readiness('Ready'),
    readiness('ContainersReady'),
    holds('PodScheduled', at(0)),
  ];
}

/** Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/ */
export function qosOf(pod: JsonObject): string {
  const containers = [...listAt(pod, 'spec.containers'), ...listAt(pod, 'spec.initContainers')];
  const amounts = containers.flatMap((container) =>
    ['cpu', 'memory'].map((resource) => ({
      request: valueAt(container, `resources.requests.${resource}`),
      limit: valueAt(container, `resources.limits.${resource}`),
    })),
  );
  if (amounts.every(({ request, limit }) => request === undefined && limit === undefined)) return 'BestEffort';
  return amounts.every(({ request, limit }) => limit !== undefined && request === limit) ? 'Guaranteed' : 'Burstable';
}
