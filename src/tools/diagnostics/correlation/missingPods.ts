import type { Evidence } from '../../../core/finding.ts';
import type { Kind } from '../../../core/kind.ts';
import { objectPath, type ObjectRef } from '../../../core/objectRef.ts';
import { conditionOf } from '../../../kube/conditions.ts';
import { latestByUid, seenEvent, type SeenEvent } from '../../../kube/events.ts';
import { eventRef } from '../../../kube/eventsAbout.ts';
import { daemonSet, type DaemonSet } from '../../../kube/kinds/daemonSet.ts';
import type { KubeEvent } from '../../../kube/kinds/event.ts';
import { job, type Job } from '../../../kube/kinds/job.ts';
import type { PodSpec, PodTemplate } from '../../../kube/kinds/podSpec.ts';
import { replicaSet as replicaSetKind, type ReplicaSet } from '../../../kube/kinds/replicaSet.ts';
import { statefulSet, type StatefulSet } from '../../../kube/kinds/statefulSet.ts';
import { refOf, type HasMetadata } from '../../../kube/metadata.ts';
import { controllerOf } from '../../../kube/owners.ts';
import { timeAt } from '../../../kube/timeline/moment.ts';
import { isTrue } from '../../../kube/conditions.ts';
import type { Reader } from '../../../rules/reader.ts';
import { itemsOf } from '../../../rules/snapshot.ts';

/** Pods that a workload wants and that the server does not let its controller make. */
export interface MissingPods {
  /** The ReplicaSet and its like, that lacks them. */
  readonly object: ObjectRef;
  /** The Deployment where there is one. */
  readonly workload: ObjectRef;
  readonly pods: number;
  readonly spec?: PodSpec;
  /** What the server said, and where it stands. */
  readonly message: string;
  readonly evidence: Evidence;
  /** Milliseconds since the epoch. */
  readonly beganAt?: number;
}

/** Of ReplicaSets, by their condition. */
export function missingOfReplicaSets(replicaSets: readonly ReplicaSet[]): readonly MissingPods[] {
  return replicaSets.flatMap((one): MissingPods[] => {
    const { metadata, spec, status } = one;
    const failure = conditionOf(status?.conditions, 'ReplicaFailure');
    const pods = (spec?.replicas ?? 1) - (status?.replicas ?? 0);
    if (failure?.status !== 'True' || pods <= 0 || metadata?.deletionTimestamp !== undefined) return [];
    const object = refOf(replicaSetKind, one);
    const message = failure.message ?? '';
    const beganAt = timeAt(failure.lastTransitionTime);
    return [
      {
        object,
        workload: controllerOf(one) ?? object,
        pods,
        ...(spec?.template?.spec === undefined ? {} : { spec: spec.template.spec }),
        message,
        evidence: {
          object,
          path: `status.conditions[${status?.conditions?.indexOf(failure) ?? 0}].message`,
          value: message,
        },
        ...(beganAt === undefined ? {} : { beganAt }),
      },
    ];
  });
}

/** Of others, which keep no condition: an event says that a pod was refused, and the workload whether it still lacks one. */
export async function missingOfOthers(
  reader: Reader,
  namespace: string | undefined,
  events: readonly KubeEvent[],
): Promise<readonly MissingPods[]> {
  const refusals = latestByUid(events.filter(({ reason }) => reason === 'FailedCreate').map(seenEvent));
  const found = await Promise.all(makers.map((missing) => missing(reader, namespace, refusals)));
  return found.flat();
}

const makers = [
  maker(statefulSet, ({ spec, status }: StatefulSet) => (spec?.replicas ?? 1) - (status?.replicas ?? 0)),
  maker(
    daemonSet,
    ({ status }: DaemonSet) => (status?.desiredNumberScheduled ?? 0) - (status?.currentNumberScheduled ?? 0),
  ),
  maker(job, ({ spec, status }: Job) =>
    spec?.suspend === true || isTrue(status?.conditions, 'Complete') || isTrue(status?.conditions, 'Failed')
      ? 0
      : Math.min(spec?.parallelism ?? 1, (spec?.completions ?? 1) - (status?.succeeded ?? 0)) - (status?.active ?? 0),
  ),
];

function maker<T extends HasMetadata & { readonly spec?: { readonly template?: PodTemplate } | undefined }>(
  kind: Kind<T>,
  lack: (one: T) => number,
) {
  return async (
    reader: Reader,
    namespace: string | undefined,
    refusals: readonly SeenEvent[],
  ): Promise<readonly MissingPods[]> => {
    const mine = refusals.filter(({ object }) => object.kind === kind.kind);
    if (mine.length === 0) return [];
    const last = new Map(mine.toSorted((a, b) => a.lastAt - b.lastAt).map((one) => [objectPath(one.object), one]));
    return itemsOf(await reader.list(kind, namespace)).flatMap((one): MissingPods[] => {
      const object = refOf(kind, one);
      const event = last.get(objectPath(object));
      const pods = lack(one);
      if (event === undefined || pods <= 0 || one.metadata?.deletionTimestamp !== undefined) return [];
      const spec = one.spec?.template?.spec;
      return [
        {
          object,
          workload: controllerOf(one) ?? object,
          pods,
          ...(spec === undefined ? {} : { spec }),
          message: event.message,
          evidence: { object: eventRef(event), path: 'message', value: event.message },
          ...(event.firstAt === 0 ? {} : { beganAt: event.firstAt }),
        },
      ];
    });
  };
}
