import type { Finding } from '../../core/finding.ts';
import { rankOf, type JudgedPod } from '../../kube/judgedPod.ts';
import { causeByPod } from './causeByPod.ts';
import type { WatchedPod } from './watchedPod.ts';

/** Pods of one owner that fail in the same way. */
export interface FailedGroup {
  readonly namespace: string;
  /** `Deployment/cart`; `none` for pods that nobody manages. */
  readonly owner: string;
  readonly status: string;
  /** What is wrong where the status does not say it. */
  readonly note?: string;
  readonly level: 'critical' | 'warning';
  readonly pods: number;
  /** Some of them. */
  readonly names: readonly string[];
  /** The rule that tells the cause, and its words; absent where none does. */
  readonly rule?: string;
  readonly because?: string;
  /** Of the pod that restarted most. */
  readonly restarts: number;
  /** Since something last went wrong with one of them. */
  readonly secondsAgo: number;
}

const named = 3;

/** The worst and the largest first. */
export function failedGroups(
  failing: readonly JudgedPod<WatchedPod>[],
  findings: readonly Finding[],
  now: number,
): readonly FailedGroup[] {
  const causes = causeByPod(findings);
  const groups = new Map<string, { readonly group: FailedGroup; readonly members: JudgedPod<WatchedPod>[] }>();
  for (const one of failing) {
    const { pod, level, note } = one;
    const { namespace, owner = 'none', status } = pod;
    const cause = causes.get(`Pod/${namespace}/${pod.name}`);
    const key = [namespace, owner, status, note, level, cause?.rule].join(' ');
    const known = groups.get(key);
    if (known !== undefined) {
      known.members.push(one);
      continue;
    }
    const group: FailedGroup = {
      namespace,
      owner,
      status,
      ...(note === undefined ? {} : { note }),
      level: level === 'critical' ? 'critical' : 'warning',
      pods: 0,
      names: [],
      ...(cause === undefined ? {} : { rule: cause.rule, because: cause.message }),
      restarts: 0,
      secondsAgo: 0,
    };
    groups.set(key, { group, members: [one] });
  }
  return [...groups.values()]
    .map(({ group, members }) => ({
      ...group,
      pods: members.length,
      names: members.slice(0, named).map(({ pod }) => pod.name),
      restarts: Math.max(...members.map(({ pod }) => pod.restarts)),
      secondsAgo: Math.max(
        0,
        Math.round((now - Math.max(...members.map(({ pod }) => pod.troubleAt ?? pod.createdAt))) / 1000),
      ),
    }))
    .sort((a, b) => rankOf(a.level) - rankOf(b.level) || b.pods - a.pods);
}
