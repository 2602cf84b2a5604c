import type { ObjectRef } from '../../../core/objectRef.ts';
import type { Node } from '../../../kube/kinds/node.ts';
import type { HorizontalPodAutoscaler } from '../../../kube/kinds/horizontalPodAutoscaler.ts';
import type { Job } from '../../../kube/kinds/job.ts';
import type { PersistentVolumeClaim } from '../../../kube/kinds/persistentVolumeClaim.ts';
import type { Pod } from '../../../kube/kinds/pod.ts';
import type { ReplicaSet } from '../../../kube/kinds/replicaSet.ts';
import type { HasMetadata } from '../../../kube/metadata.ts';
import { controllerOf } from '../../../kube/owners.ts';
import { healthLevels, podHealth } from '../../../kube/podHealth.ts';
import { podStatus } from '../../../kube/podStatus.ts';
import type { TimelineReads } from './readTimeline.ts';

/** What of the reads belongs to the object. */
export interface Family {
  readonly replicaSets: readonly ReplicaSet[];
  readonly jobs: readonly Job[];
  /** The sick first; at most `mostPods`. */
  readonly pods: readonly Pod[];
  readonly podsLeftOut: number;
  readonly nodes: readonly Node[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly autoscalers: readonly HorizontalPodAutoscaler[];
}

/** More lanes than this nobody reads. */
export const mostPods = 30;

export function familyOf(reads: TimelineReads): Family {
  const { root, rootPod, owners, replicaSets, jobs, autoscalers } = reads;
  const deployments = [root, ...owners].filter(({ ref }) => ref.kind === 'Deployment');
  const ownSets = replicaSets.filter((one) => deployments.some(({ ref, object }) => isOwnedBy(one, ref, object)));
  const ownJobs = jobs.filter((one) => isOwnedBy(one, root.ref, root.object));
  const pods = rootPod === undefined ? ownPods(reads, ownSets, ownJobs) : [rootPod];
  const sick = [...pods].sort(bySickness).slice(0, mostPods);

  const nodeNames = new Set(sick.map(({ spec }) => spec?.nodeName));
  const claimNames = new Set(sick.flatMap(claimsOf));
  const workloads = new Set([root, ...owners].map(({ ref }) => `${ref.kind}/${ref.name}`));
  return {
    replicaSets: ownSets,
    jobs: ownJobs,
    pods: sick,
    podsLeftOut: pods.length - sick.length,
    nodes: reads.nodes.filter(({ metadata }) => nodeNames.has(metadata?.name)),
    claims: reads.claims.filter(({ metadata }) => claimNames.has(metadata?.name ?? '')),
    autoscalers: autoscalers.filter(({ spec }) => {
      const target = spec?.scaleTargetRef;
      return workloads.has(`${target?.kind ?? ''}/${target?.name ?? ''}`);
    }),
  };
}

function ownPods({ root, pods }: TimelineReads, sets: readonly ReplicaSet[], jobs: readonly Job[]): readonly Pod[] {
  const { kind, name } = root.ref;
  if (kind === 'Service') return pods;
  if (kind === 'PersistentVolumeClaim') return pods.filter((pod) => claimsOf(pod).includes(name));
  const makers = kind === 'Deployment' ? sets : kind === 'CronJob' ? jobs : undefined;
  if (makers === undefined) return pods.filter((pod) => isOwnedBy(pod, root.ref, root.object));
  const makerKind = kind === 'Deployment' ? 'ReplicaSet' : 'Job';
  return pods.filter((pod) =>
    makers.some((maker) => isOwnedBy(pod, { kind: makerKind, name: maker.metadata?.name ?? '' }, maker)),
  );
}

/** By uid, so that the children of one that had the name before are not taken for its own. */
function isOwnedBy(child: HasMetadata, owner: Pick<ObjectRef, 'kind' | 'name'>, { metadata }: HasMetadata): boolean {
  const controller = controllerOf(child);
  if (controller?.kind !== owner.kind || controller.name !== owner.name) return false;
  const uid = child.metadata?.ownerReferences?.find((one) => one.controller === true)?.uid;
  return uid === undefined || metadata?.uid === undefined || uid === metadata.uid;
}

function bySickness(a: Pod, b: Pod): number {
  const rank = (pod: Pod): number => healthLevels.indexOf(podHealth(pod, podStatus(pod)).level);
  const born = ({ metadata }: Pod): number => Date.parse(metadata?.creationTimestamp ?? '') || 0;
  return rank(a) - rank(b) || born(b) - born(a);
}

/** Names of the claims that a pod mounts; a generic ephemeral volume's claim is called `<pod>-<volume>`. */
function claimsOf({ metadata, spec }: Pod): readonly string[] {
  return (spec?.volumes ?? []).flatMap(({ name = '', persistentVolumeClaim: claim, ephemeral }) => {
    if (claim?.claimName !== undefined) return [claim.claimName];
    return ephemeral === undefined ? [] : [`${metadata?.name ?? ''}-${name}`];
  });
}
