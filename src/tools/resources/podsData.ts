import type { JudgedPod } from '../../kube/judgedPod.ts';
import type { OwnerGroup, StatusGroup } from './podGroups.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';

export interface PodRow {
  readonly namespace: string;
  readonly name: string;
  /** `1/2`: containers ready, of all. */
  readonly ready: string;
  readonly status: string;
  /** What is wrong where the status does not say it. */
  readonly note?: string;
  readonly restarts: number;
  readonly lastRestartSecondsAgo?: number;
  readonly ageSeconds: number;
  readonly node?: string;
  readonly owner?: string;
}

export interface PodsData {
  readonly statuses: readonly StatusGroup[];
  /** The worst ones; `ownerCount` tells how many there are. */
  readonly owners: readonly OwnerGroup[];
  readonly ownerCount: number;
  readonly pods: readonly PodRow[];
}

export function podRow({ pod, note }: JudgedPod, now: number): PodRow {
  const { namespace, name, ready, containers, status, restarts, lastRestartAt, createdAt, node, owner } = pod;
  return {
    namespace,
    name,
    ready: `${ready}/${containers}`,
    status,
    ...(note === undefined ? {} : { note }),
    restarts,
    ...(lastRestartAt === undefined ? {} : { lastRestartSecondsAgo: secondsBetween(lastRestartAt, now) }),
    ageSeconds: secondsBetween(createdAt, now),
    ...(node === undefined ? {} : { node }),
    ...(owner === undefined ? {} : { owner }),
  };
}
