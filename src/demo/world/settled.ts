import type { JsonObject } from '../../core/json.ts';
import type { KubeObject } from '../kubeObject.ts';
import { addressBook } from './addresses.ts';
import { aggregatedRole } from './aggregatedRole.ts';
import { withCertificate } from './certificateSecret.ts';
import { controllerRevision } from './controllerRevision.ts';
import { defaultClasses } from './defaultClasses.ts';
import { serverDefaults } from './defaults.ts';
import { withDisruptionStatus } from './disruptionStatus.ts';
import { endpointSliceOf, endpointsOf } from './endpointObjects.ts';
import { expandCronJob } from './expandCronJob.ts';
import { expandWorkload, type Expanded } from './expandWorkload.ts';
import { identified } from './identity.ts';
import { kubeletStatus } from './kubeletStatus.ts';
import { makePod } from './makePod.ts';
import { namespaceObjects } from './namespaceObjects.ts';
import { nodeTopology } from './nodeTopology.ts';
import { withQuotaStatus } from './quotaStatus.ts';
import { writtenPod } from './writtenPod.ts';
import { usageObjects } from './usage.ts';
import { workloadStatus } from './workloadStatus.ts';

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicationController', 'Job'] as const;

/** Kinds that are not taken over as they are written, but for the defaults. */
const handled: readonly unknown[] = [
  ...workloads,
  'CronJob',
  'Pod',
  'Service',
  'PodDisruptionBudget',
  'ResourceQuota',
  'ClusterRole',
];

/**
 * What a cluster makes of the written objects once it has settled: the API server's defaults, the controllers' children and statuses, the
 * kubelets' pods.
 * @param start milliseconds since the epoch
 */
export function settled(written: readonly JsonObject[], start: number): readonly JsonObject[] {
  const cronJobs = written.filter(({ kind }) => kind === 'CronJob').map(expandCronJob);
  const documents = [...written, ...cronJobs.flatMap(({ jobs }) => jobs)];
  const ofKind = (kind: string): readonly JsonObject[] => documents.filter((document) => document.kind === kind);
  const nodes = ofKind('Node');
  const place = addressBook(nodes);
  const topology = nodeTopology(nodes);
  const expanded = workloads.flatMap((kind) => ofKind(kind).map(expandWorkload));
  const pods = [...ofKind('Pod').map(writtenPod), ...expanded.flatMap((one) => one.pods.map(makePod))].map((made) => {
    const pod = topology.labelled(made);
    return identified({ ...pod, status: kubeletStatus(pod, place(pod)) });
  });
  const services = ofKind('Service').map(serverDefaults);
  const endpoints = services.flatMap((service) => {
    const slice = endpointSliceOf(service, pods, (node) => topology.zoneOf(node));
    return slice === undefined ? [] : [slice, endpointsOf(service, slice)];
  });
  const others = documents
    .filter(({ kind }) => !handled.includes(kind))
    .map(defaultClasses(documents))
    .map(serverDefaults);
  const objects = [
    ...others.map((object) => withCertificate(object, start)),
    ...ofKind('Namespace').flatMap(namespaceObjects),
    ...ofKind('ClusterRole').map((role) => aggregatedRole(role, ofKind('ClusterRole'))),
    ...cronJobs.map(({ cronJob }) => cronJob),
    ...expanded.flatMap((one) => withStatuses(one, pods)),
    ...expanded.flatMap((one) => one.objects.filter(isRevised).map(controllerRevision)),
    ...pods,
    ...services,
    ...endpoints,
    ...ofKind('PodDisruptionBudget').map((budget) => withDisruptionStatus(serverDefaults(budget), pods)),
    ...usageObjects(pods, nodes),
  ];
  return [...objects, ...ofKind('ResourceQuota').map((quota) => withQuotaStatus(quota, objects))].map(
    withoutDirectives,
  );
}

/** A workload and its ReplicaSets, each with the status that its pods give it. */
function withStatuses({ objects }: Expanded, pods: readonly KubeObject[]): readonly JsonObject[] {
  const [workload, ...replicaSets] = objects;
  if (workload === undefined) return [];
  const ownedBy = (owner: JsonObject): readonly KubeObject[] =>
    pods.filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === identified(owner).metadata.uid);
  return [
    workloadStatus(workload, objects.flatMap(ownedBy), replicaSets),
    ...replicaSets.map((replicaSet) => workloadStatus(replicaSet, ownedBy(replicaSet), [])),
  ];
}

/** A Deployment keeps its revisions as ReplicaSets, a Job has none. */
function isRevised({ kind }: JsonObject): boolean {
  return kind === 'StatefulSet' || kind === 'DaemonSet';
}

function withoutDirectives(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith('$')));
}
