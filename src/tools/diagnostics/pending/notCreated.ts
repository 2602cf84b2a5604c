import type { Gap } from '../../../core/gap.ts';
import type { ObjectRef } from '../../../core/objectRef.ts';
import type { Named } from '../../../core/rule.ts';
import type { Kind } from '../../../core/kind.ts';
import { conditionOf, isTrue } from '../../../kube/conditions.ts';
import { latestByUid, seenEvent, type SeenEvent } from '../../../kube/events.ts';
import { daemonSet, type DaemonSet } from '../../../kube/kinds/daemonSet.ts';
import type { Deployment } from '../../../kube/kinds/deployment.ts';
import type { KubeEvent } from '../../../kube/kinds/event.ts';
import { job, type Job } from '../../../kube/kinds/job.ts';
import { replicaSet, type ReplicaSet } from '../../../kube/kinds/replicaSet.ts';
import { statefulSet, type StatefulSet } from '../../../kube/kinds/statefulSet.ts';
import type { HasMetadata } from '../../../kube/metadata.ts';
import type { Reader } from '../../../rules/reader.ts';

/** A workload whose pods the server does not let it make: there is no pod that could be pending. */
export interface NotCreated {
  readonly namespace: string;
  /** `Deployment/cart`. */
  readonly owner: string;
  /** How many it lacks of what it wants. */
  readonly missing: number;
  readonly refusedBy: 'quota' | 'other';
  readonly message: string;
}

export interface NotCreatedRead {
  readonly rows: readonly NotCreated[];
  readonly gaps: readonly Gap[];
}

export function refusedDeployments(deployments: readonly Deployment[]): readonly NotCreated[] {
  return deployments.flatMap(({ metadata, spec, status }): NotCreated[] => {
    const failure = conditionOf(status?.conditions, 'ReplicaFailure');
    if (failure?.status !== 'True' || metadata?.deletionTimestamp !== undefined) return [];
    const missing = Math.max(0, (spec?.replicas ?? 1) - (status?.replicas ?? 0));
    return [row(metadata?.namespace ?? '', `Deployment/${metadata?.name ?? ''}`, missing, failure.message ?? '')];
  });
}

/** Objects are read one by one: no more than these. */
const most = 3;

/** Of other workloads an event tells; whether it still holds, they do themselves. */
export async function refusedWorkloads(
  reader: Reader,
  refusals: readonly KubeEvent[],
  known: readonly NotCreated[],
): Promise<NotCreatedRead> {
  const last = new Map<string, SeenEvent>();
  for (const event of latestByUid(refusals.map(seenEvent)).toSorted((a, b) => a.lastAt - b.lastAt))
    if (lackOf.has(event.object.kind) && !known.some((one) => isOf(one, event.object)))
      last.set(`${event.object.kind}/${event.object.namespace ?? ''}/${event.object.name}`, event);
  const newest = [...last.values()].toReversed();
  const rows = await Promise.all(newest.slice(0, most).map((event) => rowOf(reader, event)));
  const left = newest.length - most;
  return {
    rows: rows.flat(),
    gaps:
      left <= 0
        ? []
        : [
            {
              wanted: `${left} more ${left === 1 ? 'workload' : 'workloads'} with events FailedCreate`,
              because: 'unsupported',
              hint: `at most ${most} are looked at in one answer: ask about one namespace`,
            },
          ],
  };
}

/** A Deployment's ReplicaSet has its name before its own hash. */
function isOf({ namespace, owner }: NotCreated, object: ObjectRef): boolean {
  return (
    object.kind === 'ReplicaSet' &&
    object.namespace === namespace &&
    object.name.startsWith(`${owner.slice(owner.indexOf('/') + 1)}-`)
  );
}

async function rowOf(reader: Reader, { object, message }: SeenEvent): Promise<readonly NotCreated[]> {
  const { namespace = '', name, kind } = object;
  const missing = (await lackOf.get(kind)?.(reader, { namespace, name })) ?? 0;
  return missing > 0 ? [row(namespace, `${kind}/${name}`, missing, message)] : [];
}

interface Address {
  readonly namespace: string;
  readonly name: string;
}

/** How many pods an object of a kind lacks now. */
const lackOf: ReadonlyMap<string, (reader: Reader, at: Address) => Promise<number>> = new Map([
  lack(replicaSet, ({ spec, status }: ReplicaSet) =>
    isTrue(status?.conditions, 'ReplicaFailure') ? (spec?.replicas ?? 1) - (status?.replicas ?? 0) : 0,
  ),
  lack(statefulSet, ({ spec, status }: StatefulSet) => (spec?.replicas ?? 1) - (status?.replicas ?? 0)),
  lack(
    daemonSet,
    ({ status }: DaemonSet) => (status?.desiredNumberScheduled ?? 0) - (status?.currentNumberScheduled ?? 0),
  ),
  lack(job, ({ spec, status }: Job) =>
    spec?.suspend === true || isTrue(status?.conditions, 'Complete') || isTrue(status?.conditions, 'Failed')
      ? 0
      : Math.min(spec?.parallelism ?? 1, (spec?.completions ?? 1) - (status?.succeeded ?? 0)) - (status?.active ?? 0),
  ),
]);

function lack<T extends HasMetadata>(kind: Kind<T>, count: (one: T) => number) {
  const counted = async (reader: Reader, at: Address): Promise<number> => {
    const named: Named<T> = await reader.get(kind, at);
    return named.state === 'found' && named.object.metadata?.deletionTimestamp === undefined ? count(named.object) : 0;
  };
  return [kind.kind, counted] as const;
}

function row(namespace: string, owner: string, missing: number, message: string): NotCreated {
  const refusedBy = /exceeded quota|failed quota/.test(message) ? 'quota' : 'other';
  return { namespace, owner, missing, refusedBy, message };
}
