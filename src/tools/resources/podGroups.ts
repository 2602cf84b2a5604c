import type { HealthLevel } from '../../kube/podHealth.ts';
import { isTroubled, rankOf, type JudgedPod } from '../../kube/judgedPod.ts';

export interface StatusGroup {
  readonly status: string;
  readonly note?: string;
  readonly level: HealthLevel;
  readonly pods: number;
}

export interface OwnerGroup {
  readonly namespace: string;
  /** `Deployment/cart`; `none` for pods that nobody manages. */
  readonly owner: string;
  readonly pods: number;
  readonly troubled: number;
  /** The STATUS of its worst pod. */
  readonly worst: string;
}

/** How many pods there are of each STATUS, the worst first, then the most. */
export function statusGroups(judged: readonly JudgedPod[]): readonly StatusGroup[] {
  const groups = new Map<string, StatusGroup>();
  for (const { pod, level, note } of judged) {
    const key = `${rankOf(level)} ${pod.status} ${note ?? ''}`;
    const pods = (groups.get(key)?.pods ?? 0) + 1;
    groups.set(key, { status: pod.status, ...(note === undefined ? {} : { note }), level, pods });
  }
  return [...groups.values()].sort(
    (a, b) => rankOf(a.level) - rankOf(b.level) || b.pods - a.pods || (a.status < b.status ? -1 : 1),
  );
}

/** The owners with the most trouble first. */
export function ownerGroups(judged: readonly JudgedPod[]): readonly OwnerGroup[] {
  const groups = new Map<string, { readonly rank: number; readonly group: OwnerGroup }>();
  for (const { pod, level } of judged) {
    const { namespace, owner = 'none', status } = pod;
    const key = `${namespace}/${owner}`;
    const before = groups.get(key);
    const rank = rankOf(level);
    const isWorse = before === undefined || rank < before.rank;
    groups.set(key, {
      rank: isWorse ? rank : before.rank,
      group: {
        namespace,
        owner,
        pods: (before?.group.pods ?? 0) + 1,
        troubled: (before?.group.troubled ?? 0) + (isTroubled(level) ? 1 : 0),
        worst: isWorse ? status : before.group.worst,
      },
    });
  }
  return [...groups.entries()]
    .sort(
      ([keyA, a], [keyB, b]) =>
        a.rank - b.rank || b.group.troubled - a.group.troubled || b.group.pods - a.group.pods || (keyA < keyB ? -1 : 1),
    )
    .map(([, { group }]) => group);
}
