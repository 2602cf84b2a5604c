import { isTrue } from './conditions.ts';
import type { ContainerState, ContainerStatus } from './kinds/container.ts';
import type { Pod } from './kinds/pod.ts';

/** What `kubectl get pods` prints of a pod under READY, STATUS and RESTARTS. */
export interface PodStatus {
  /** Containers and sidecars that are ready, of `containers`. */
  readonly ready: number;
  readonly containers: number;
  /** `Running`, `CrashLoopBackOff`, `Init:1/3` … */
  readonly status: string;
  readonly restarts: number;
  /** When the instance before the last restart ended, in milliseconds since the epoch. */
  readonly lastRestartAt?: number;
}

/**
 * The words that the API server prints into its tables (kubernetes/pkg/printers/internalversion/printers.go, printPod, 1.36). A later
 * cause takes the place of an earlier one: phase, status.reason, scheduling gate, the init container that blocks, the first app
 * container that waits or has ended, deletion.
 */
export function podStatus(pod: Pod): PodStatus {
  const init = readInit(pod);
  // An init container that runs again after a node restart does not unset Initialized: the app containers still speak.
  const initialized = init.blockedBy === undefined || isTrue(pod.status?.conditions, 'Initialized');
  const apps = initialized ? (pod.status?.containerStatuses ?? []) : [];
  const restarted = [...(initialized ? init.sidecars : init.seen), ...apps];
  const restarts = restarted.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
  const lastRestartAt = lastEnd(restarted);
  return {
    ready: init.readySidecars + apps.filter(isReadyAndRunning).length,
    containers: (pod.spec?.containers?.length ?? 0) + sidecarNames(pod).length,
    status: afterDeletion(pod, appStatus(pod, apps, init.blockedBy ?? podReason(pod))),
    restarts,
    ...(restarts === 0 || lastRestartAt === undefined ? {} : { lastRestartAt }),
  };
}

/** Init containers that keep running beside the app (native sidecars). */
function sidecarNames(pod: Pod): readonly (string | undefined)[] {
  return (pod.spec?.initContainers ?? []).filter((one) => one.restartPolicy === 'Always').map(({ name }) => name);
}

function podReason({ status }: Pod): string {
  const gated = status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === schedulingGated);
  if (gated === true) return schedulingGated;
  return status?.reason === undefined || status.reason === '' ? (status?.phase ?? '') : status.reason;
}

const schedulingGated = 'SchedulingGated';

interface InitRead {
  /** Statuses up to the one that blocks; all of them where none does. */
  readonly seen: readonly ContainerStatus[];
  /** The sidecars among `seen`. */
  readonly sidecars: readonly ContainerStatus[];
  readonly readySidecars: number;
  /** The status word of the init container that is not done yet. */
  readonly blockedBy?: string;
}

function readInit(pod: Pod): InitRead {
  const names = new Set(sidecarNames(pod));
  const statuses = pod.status?.initContainerStatuses ?? [];
  const isDone = ({ name, started, state }: ContainerStatus): boolean =>
    hasSucceeded(state) || (names.has(name) && started === true);
  const blocking = statuses.findIndex((status) => !isDone(status));
  const seen = blocking === -1 ? statuses : statuses.slice(0, blocking + 1);
  const done = blocking === -1 ? statuses : statuses.slice(0, blocking);
  return {
    seen,
    sidecars: seen.filter(({ name }) => names.has(name)),
    readySidecars: done.filter(({ ready, state }) => ready === true && !hasSucceeded(state)).length,
    ...(blocking === -1 ? {} : { blockedBy: `Init:${initWord(pod, statuses[blocking]?.state, blocking)}` }),
  };
}

function hasSucceeded(state: ContainerState | undefined): boolean {
  return state?.terminated !== undefined && (state.terminated.exitCode ?? 0) === 0;
}

function initWord(pod: Pod, state: ContainerState | undefined, index: number): string {
  if (state?.terminated !== undefined) return endWord(state.terminated);
  const waiting = state?.waiting?.reason ?? '';
  return waiting === '' || waiting === 'PodInitializing'
    ? `${index}/${pod.spec?.initContainers?.length ?? 0}`
    : waiting;
}

function endWord({ reason = '', signal = 0, exitCode = 0 }: NonNullable<ContainerState['terminated']>): string {
  if (reason !== '') return reason;
  return signal === 0 ? `ExitCode:${exitCode}` : `Signal:${signal}`;
}

function appStatus(pod: Pod, apps: readonly ContainerStatus[], before: string): string {
  const words = apps.map(({ state }) => appWord(state));
  const word = words.find((one) => one !== undefined) ?? before;
  if (word !== 'Completed') return word;
  // Some containers are done. What the others do is the better word.
  const isRunning = apps.some(isReadyAndRunning);
  if (isRunning && isTrue(pod.status?.conditions, 'Ready')) return 'Running';
  const failed = apps.findIndex(({ state }) => !isWaiting(state) && (state?.terminated?.exitCode ?? 0) !== 0);
  return words[failed] ?? (isRunning ? 'NotReady' : word);
}

function appWord(state: ContainerState | undefined): string | undefined {
  if (isWaiting(state)) return state?.waiting?.reason;
  return state?.terminated === undefined ? undefined : endWord(state.terminated);
}

function isWaiting(state: ContainerState | undefined): boolean {
  return (state?.waiting?.reason ?? '') !== '';
}

function isReadyAndRunning({ ready, state }: ContainerStatus): boolean {
  return ready === true && state?.running !== undefined && !isWaiting(state) && state.terminated === undefined;
}

function lastEnd(statuses: readonly ContainerStatus[]): number | undefined {
  const ends = statuses.map(({ lastState }) => Date.parse(lastState?.terminated?.finishedAt ?? ''));
  const known = ends.filter((at) => !Number.isNaN(at));
  return known.length === 0 ? undefined : Math.max(...known);
}

function afterDeletion({ metadata, status }: Pod, word: string): string {
  if (metadata?.deletionTimestamp === undefined) return word;
  if (status?.reason === 'NodeLost') return 'Unknown';
  return status?.phase === 'Succeeded' || status?.phase === 'Failed' ? word : 'Terminating';
}
