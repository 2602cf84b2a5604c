import { KubeError, isKubeError } from '../core/kubeError.ts';
import { nearest } from '../core/nearest.ts';
import type { Kind } from '../core/kind.ts';
import type { Cluster } from '../core/ports.ts';
import { cronJob } from './kinds/cronJob.ts';
import { daemonSet } from './kinds/daemonSet.ts';
import { deployment } from './kinds/deployment.ts';
import { job } from './kinds/job.ts';
import { pod as podKind, type Pod } from './kinds/pod.ts';
import { statefulSet } from './kinds/statefulSet.ts';
import { namesakes, notFound } from './findObject.ts';
import { isJobOf } from './isJobOf.ts';
import { controllerOf, workloadOf } from './owners.ts';
import { healthLevels, levelAt, podHealth } from './podHealth.ts';
import { podStatus } from './podStatus.ts';
import { resolveNamespace } from './resolveNamespace.ts';

export type PodOfName =
  | {
      readonly state: 'one';
      readonly pod: Pod;
      /** Where the name was a workload's: `Deployment/cart`. */
      readonly workload?: string;
      /** Its other pods. */
      readonly others: readonly string[];
    }
  | { readonly state: 'several'; readonly namespaces: readonly string[] };

/**
 * The pod of that name; else the worst pod of the workload of that name.
 * @throws KubeError `not_found` with near misses.
 */
export async function podOfName(
  cluster: Cluster,
  wanted: { readonly name: string; readonly namespace?: string },
  signal: AbortSignal,
): Promise<PodOfName> {
  const namespace = resolveNamespace(wanted.namespace);
  const { name } = wanted;
  if (namespace !== undefined) {
    const pod = await podOrAbsent(cluster, namespace, name, signal);
    return pod === undefined ? worstPod(cluster, namespace, name, signal) : { state: 'one', pod, others: [] };
  }
  const [pods, ...workloads] = await Promise.all(
    [podKind, ...workloadKinds].map((kind) => namesakes(cluster, kind, name, signal)),
  );
  // Who may not list all namespaces is asked about the context's own
  if (pods === undefined) return podOfName(cluster, { name, namespace: cluster.connection.namespace }, signal);
  const namespaces = pods.length > 0 ? pods : [...new Set(workloads.flatMap((found) => found ?? []))];
  const [only, ...more] = namespaces;
  if (only === undefined) {
    const home = await homeOf(cluster, name, signal);
    if (home !== undefined) return worstPod(cluster, home, name, signal);
    throw await notFound(cluster, podKind, { name }, signal);
  }
  if (more.length > 0) return { state: 'several', namespaces };
  return pods.length > 0
    ? podOfName(cluster, { name, namespace: only }, signal)
    : worstPod(cluster, only, name, signal);
}

const workloadKinds: readonly Kind<unknown>[] = [deployment, statefulSet, daemonSet, cronJob, job];

async function podOrAbsent(
  cluster: Cluster,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<Pod | undefined> {
  try {
    return await cluster.get(podKind, { namespace, name }, signal);
  } catch (error) {
    if (isKubeError(error) && error.facts.code === 'not_found') return undefined;
    throw error;
  }
}

async function worstPod(cluster: Cluster, namespace: string, name: string, signal: AbortSignal): Promise<PodOfName> {
  const { items } = await cluster.list(podKind, { namespace }, signal);
  const owned = items.filter((pod) => isOf(pod, name));
  const ranked = owned
    .map((pod) => ({ pod, rank: rankOf(pod, cluster.now()) }))
    .sort((a, b) => compare(a.rank, b.rank));
  const worst = ranked[0]?.pod;
  if (worst === undefined) throw await absent(cluster, namespace, name, items, signal);
  const workload = workloadOf(worst);
  return {
    state: 'one',
    pod: worst,
    ...(workload === undefined ? {} : { workload: `${workload.kind}/${workload.name}` }),
    others: ranked.slice(1).flatMap(({ pod }) => pod.metadata?.name ?? []),
  };
}

/** The one namespace with a workload that by its name made the pod. */
async function homeOf(cluster: Cluster, name: string, signal: AbortSignal): Promise<string | undefined> {
  const [, controller = ''] = /^(.+)-[a-z0-9]{5}$/.exec(name) ?? [];
  const [, deploymentName = ''] = /^(.+)-[a-z0-9]{5,10}$/.exec(controller) ?? [];
  if (controller === '') return undefined;
  const found = await Promise.all(
    [daemonSet, job]
      .map((kind) => namesakes(cluster, kind, controller, signal))
      .concat(deploymentName === '' ? [] : [namesakes(cluster, deployment, deploymentName, signal)]),
  );
  const [only, ...more] = new Set(found.flatMap((one) => one ?? []));
  return more.length === 0 ? only : undefined;
}

/** By its owner, or its owner's. */
function isOf(pod: Pod, name: string): boolean {
  const workload = workloadOf(pod);
  const controller = controllerOf(pod);
  if (workload?.name === name || controller?.name === name) return true;
  return controller?.kind === 'Job' && isJobOf(controller.name, name);
}

/** Worst first: health, restarts, age. */
function rankOf(pod: Pod, now: number): readonly number[] {
  const columns = podStatus(pod);
  const level = levelAt(podHealth(pod, columns), now);
  return [healthLevels.indexOf(level), -columns.restarts, -bornAt(pod)];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, left] of a.entries()) {
    const difference = left - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

async function absent(
  cluster: Cluster,
  namespace: string,
  name: string,
  pods: readonly Pod[],
  signal: AbortSignal,
): Promise<KubeError> {
  if (pods.length === 0) return notFound(cluster, podKind, { namespace, name }, signal);
  const names = pods.flatMap((pod) => [workloadOf(pod)?.name ?? [], pod.metadata?.name ?? []].flat());
  const siblings = siblingsOf(name, pods);
  const close = siblings?.names ?? nearest(name, names);
  return new KubeError({
    code: 'not_found',
    operation: 'get',
    resource: 'pods',
    namespace,
    name,
    detail: 'there is no pod of that name, and no pod of a workload of that name',
    headline:
      siblings === undefined
        ? `No pod ${name} in namespace ${namespace}, and no pod of a workload of that name${close.length === 0 ? '' : `; nearest: ${close.join(', ')}`}.`
        : `No pod ${name} is in namespace ${namespace} (any more). By its name it is one of ${siblings.workload}, which now has ${close.join(', ')}.`,
    ...(close.length === 0 ? {} : { nearest: { input: 'name', names: close } }),
  });
}

const mostSiblings = 5;

/**
 * The pods of the workload that by its name made the pod, the youngest first: controllers call pods `<controller>-<5 signs>`, and a
 * Deployment its ReplicaSets `<deployment>-<hash>`. Source: staging/src/k8s.io/apiserver/pkg/storage/names/generate.go (1.36).
 */
function siblingsOf(
  name: string,
  pods: readonly Pod[],
): { readonly workload: string; readonly names: readonly string[] } | undefined {
  const [, controller = ''] = /^(.+)-[a-z0-9]{5}$/.exec(name) ?? [];
  const [, deploymentName = ''] = /^(.+)-[a-z0-9]{5,10}$/.exec(controller) ?? [];
  const owned = pods.filter((pod) => {
    const owner = workloadOf(pod);
    return owner?.name === (owner?.kind === 'Deployment' ? deploymentName : controller);
  });
  const [first] = owned;
  const owner = first === undefined ? undefined : workloadOf(first);
  if (owner === undefined) return undefined;
  const youngest = owned
    .filter((pod) => workloadOf(pod)?.kind === owner.kind)
    .toSorted((a, b) => bornAt(b) - bornAt(a))
    .slice(0, mostSiblings);
  return { workload: `${owner.kind} ${owner.name}`, names: youngest.flatMap(({ metadata }) => metadata?.name ?? []) };
}

function bornAt({ metadata }: Pod): number {
  return Date.parse(metadata?.creationTimestamp ?? '') || 0;
}
