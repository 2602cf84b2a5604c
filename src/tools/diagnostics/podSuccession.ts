import type { Finding } from '../../core/finding.ts';
import { objectPath, type ObjectRef } from '../../core/objectRef.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { controllerOf, workloadOf } from '../../kube/owners.ts';
import { levelAt, podHealth } from '../../kube/podHealth.ts';
import { podStatus } from '../../kube/podStatus.ts';
import { podSummary } from '../../kube/podSummary.ts';
import { replacedPods } from '../../kube/replacedPods.ts';
import { worstFirst } from '../../rules/judgeSuspects.ts';
import type { Reader } from '../../rules/reader.ts';

/** What has come after a pod that runs no more, or soon will not. */
export interface PodSuccession {
  /** `replaced`: it failed, and a younger one of its workload is well. `going`: it is being deleted, in time. `failed`: neither. */
  readonly state: 'replaced' | 'going' | 'failed';
  /** A pod of its workload that is younger than it and has not failed. */
  readonly successor?: { readonly name: string; readonly status: string; readonly isWell: boolean };
}

/** Undefined for a pod that runs, or that nobody would replace, and where its namespace may not be listed; costs one list of its namespace where it does not. */
export async function podSuccession(reader: Reader, pod: Pod, now: number): Promise<PodSuccession | undefined> {
  if (controllerOf(pod) === undefined || !isEnding(pod, now)) return undefined;
  const read = await reader.list(podKind, pod.metadata?.namespace);
  return read.state === 'read' ? successionOf(pod, read.value, now) : undefined;
}

function isEnding(pod: Pod, now: number): boolean {
  if (pod.metadata?.deletionTimestamp === undefined) return pod.status?.phase === 'Failed';
  // Past its grace period it is stuck, which is a fault of its own
  return levelAt(podHealth(pod, podStatus(pod)), now) === 'quiet';
}

function successionOf(pod: Pod, pods: readonly Pod[], now: number): PodSuccession {
  const own = podSummary(pod);
  const owner = workloadOf(pod);
  const younger = pods
    .filter((one) => isSame(workloadOf(one), owner) && one.metadata?.uid !== own.uid)
    .filter((one) => one.metadata?.deletionTimestamp === undefined)
    .map(podSummary)
    .filter(({ createdAt, failed }) => createdAt >= own.createdAt && failed !== true)
    .sort((a, b) => b.createdAt - a.createdAt);
  const isReplaced = own.failed === true && replacedPods([own, ...younger]).has(own.uid);
  const isWell = (one: (typeof younger)[number]): boolean => levelAt(one, now) === 'ok' || one.status === 'Completed';
  // What took its place is the one that is well; where none is, the youngest
  const successor = younger.find(isWell) ?? younger[0];
  return {
    state: pod.metadata?.deletionTimestamp !== undefined ? 'going' : isReplaced ? 'replaced' : 'failed',
    ...(successor === undefined
      ? {}
      : { successor: { name: successor.name, status: successor.status, isWell: isWell(successor) } }),
  };
}

function isSame(a: ObjectRef | undefined, b: ObjectRef | undefined): boolean {
  return a !== undefined && b !== undefined && objectPath(a) === objectPath(b);
}

/** Of a pod that was replaced its own troubles are worth knowing, and no more: nobody is hurt by them now. */
export function asHistory(
  findings: readonly Finding[],
  pod: Pod,
  succession: PodSuccession | undefined,
): readonly Finding[] {
  if (succession?.state !== 'replaced') return findings;
  const { namespace, name } = pod.metadata ?? {};
  const isOwn = ({ object }: Finding): boolean =>
    object.kind === 'Pod' && object.namespace === namespace && object.name === name;
  return worstFirst(findings.map((one): Finding => (isOwn(one) ? { ...one, severity: 'info' } : one)));
}

/** `cart-7d-x2k9p, which is well, has taken its place` */
export function successionText({ state, successor }: PodSuccession, owner: string): string {
  if (successor === undefined) return `no pod of ${owner} has taken its place`;
  const how = successor.isWell ? 'which is well' : `which is ${successor.status} itself`;
  return state === 'going'
    ? `the youngest pod of ${owner} is ${successor.name}, ${how}`
    : `${successor.name}, ${how}, ${successor.isWell ? 'has taken its place' : 'is to take its place'}`;
}
