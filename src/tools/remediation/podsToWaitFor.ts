import type { Gap } from '../../core/gap.ts';
import { gapOf, isKubeError, KubeError } from '../../core/kubeError.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { Cluster } from '../../core/ports.ts';
import { fieldIs } from '../../kube/fieldSelectors.ts';
import { namesakes, notFound } from '../../kube/findObject.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { workloadOf } from '../../kube/owners.ts';
import { podsWanted } from '../../kube/radius/podsWanted.ts';
import { ownPods } from '../../kube/rollouts/currentPods.ts';
import type { PodsAwaited } from '../../kube/rollouts/followPods.ts';
import type { WorkloadAddress } from '../../kube/rollouts/rolloutFollower.ts';
import { workloadKinds, type Workload } from '../../kube/rollouts/workload.ts';
import { resolveNamespace } from '../../kube/resolveNamespace.ts';
import { requirementsOf, selectorText } from '../../kube/selectors.ts';

export interface WaitQuestion {
  readonly name?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
}

export type PodsToWaitFor =
  | {
      readonly state: 'found';
      readonly awaited: Pick<PodsAwaited, 'query' | 'isMeant' | 'byName'>;
      readonly namespace: string | undefined;
      /** Where a workload was named: it says how many pods are wanted, and of which template. */
      readonly workload?: WorkloadAddress;
      /** `pod web-5f-a`, `the pods of Deployment web`, `the pods labelled app=web`. */
      readonly words: string;
      /** The workload, where it may not be read: which pods it wants is then not known. */
      readonly gaps: readonly Gap[];
    }
  /** A workload that wants no pods: `Deployment shop/cart`. */
  | { readonly state: 'noneWanted'; readonly object: ObjectRef }
  | { readonly state: 'several'; readonly name: string; readonly namespaces: readonly string[] };

/**
 * Which pods are meant: those of a selector; the one of that name; else those of the workload of that name.
 * @throws KubeError `bad_input` for neither or both; `not_found` with near misses; `forbidden` where a workload of the name may be there.
 */
export async function podsToWaitFor(
  cluster: Cluster,
  { name, namespace: asked, labelSelector }: WaitQuestion,
  signal: AbortSignal,
): Promise<PodsToWaitFor> {
  const namespace = resolveNamespace(asked);
  if ((name === undefined) === (labelSelector === undefined)) throw eitherOr();
  if (name === undefined) {
    const query = { ...(namespace === undefined ? {} : { namespace }), labelSelector: labelSelector ?? '' };
    const awaited = { query, isMeant: () => true, byName: false };
    return { state: 'found', awaited, namespace, words: `the pods labelled ${labelSelector ?? ''}`, gaps: [] };
  }
  const where = namespace ?? (await onlyNamespace(cluster, name, signal));
  if (typeof where !== 'string') return { state: 'several', name, namespaces: where };
  if (await exists(cluster, where, name, signal)) {
    const query = { namespace: where, fieldSelector: fieldIs('metadata.name', name) };
    return {
      state: 'found',
      awaited: { query, isMeant: () => true, byName: true },
      namespace: where,
      words: `pod ${where}/${name}`,
      gaps: [],
    };
  }
  const { workload, refusals } = await workloadOfName(cluster, where, name, signal);
  if (workload === undefined) return byOwner(cluster, where, name, refusals, signal);
  if (wantsNone(workload))
    return { state: 'noneWanted', object: refOf(workloadKinds[workload.kind].kind, workload.object) };
  const selector = selectorText(requirementsOf(workload.object.spec?.selector ?? {}));
  return {
    state: 'found',
    awaited: {
      query: { namespace: where, labelSelector: selector },
      isMeant: (pod) => ownPods(workload, [pod]).length > 0,
      byName: false,
    },
    workload: { kind: workload.kind, namespace: where, name },
    namespace: where,
    words: `the pods of ${workload.kind} ${where}/${name}`,
    gaps: [],
  };
}

/** What a DaemonSet wants stands in its status, which its controller writes after the spec. */
function wantsNone(workload: Workload): boolean {
  if (podsWanted(workload) > 0) return false;
  const { metadata, status } = workload.object;
  return workload.kind !== 'DaemonSet' || (status?.observedGeneration ?? -1) >= (metadata?.generation ?? 0);
}

const makers = (['Deployment', 'StatefulSet', 'DaemonSet'] as const).map((kind) => workloadKinds[kind]);

/**
 * Who may not look at workloads learns from the pods which of them are its own.
 * @throws `not_found` where there is none; the first refusal where no pod is owned: the workload may be there, with no pods
 */
async function byOwner(
  cluster: Cluster,
  namespace: string,
  name: string,
  refusals: readonly KubeError[],
  signal: AbortSignal,
): Promise<PodsToWaitFor> {
  const [refusal] = refusals;
  if (refusal === undefined) throw await notFound(cluster, podKind, { namespace, name }, signal);
  const isMeant = (pod: Pod): boolean => workloadOf(pod)?.name === name;
  const { items } = await cluster.list(podKind, { namespace }, signal);
  const owner = items.filter(isMeant).map(workloadOf)[0];
  if (owner === undefined) throw refusal;
  return {
    state: 'found',
    awaited: { query: { namespace }, isMeant, byName: false },
    namespace,
    words: `the pods of ${owner.kind} ${namespace}/${name}`,
    gaps: refusals.map((one) => gapOf(one, `${one.facts.resource} ${name}: which pods it wants`)),
  };
}

/** Where a pod of the name is, else a workload; several namespaces where the name does not tell. */
async function onlyNamespace(cluster: Cluster, name: string, signal: AbortSignal): Promise<string | readonly string[]> {
  const [pods, ...workloads] = await Promise.all(
    [podKind, ...makers.map(({ kind }) => kind)].map((kind) => namesakes(cluster, kind, name, signal)),
  );
  // Who may not list all namespaces is asked about the context's own
  if (pods === undefined) return cluster.connection.namespace;
  const found = pods.length > 0 ? pods : [...new Set(workloads.flatMap((some) => some ?? []))];
  const [only] = found;
  if (only === undefined) throw await notFound(cluster, podKind, { name }, signal);
  return found.length === 1 ? only : found;
}

async function exists(cluster: Cluster, namespace: string, name: string, signal: AbortSignal): Promise<boolean> {
  try {
    await cluster.get({ ...podKind }, { namespace, name }, signal);
    return true;
  } catch (error) {
    if (isKubeError(error) && error.facts.code === 'not_found') return false;
    if (!isKubeError(error) || error.facts.code !== 'forbidden') throw error;
    // Who may list and not get learns it from the list
    const { items } = await cluster.list(
      { ...podKind },
      { namespace, fieldSelector: fieldIs('metadata.name', name) },
      signal,
    );
    return items.length > 0;
  }
}

async function workloadOfName(
  cluster: Cluster,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<{ readonly workload: Workload | undefined; readonly refusals: readonly KubeError[] }> {
  const refusals: KubeError[] = [];
  const found = await Promise.all(
    makers.map(async ({ kind, project }) => {
      try {
        return project(await cluster.get({ ...kind, project: (raw: unknown) => raw }, { namespace, name }, signal));
      } catch (error) {
        if (!isKubeError(error)) throw error;
        if (error.facts.code === 'forbidden') refusals.push(error);
        else if (error.facts.code !== 'not_found') throw error;
        return undefined;
      }
    }),
  );
  return { workload: found.find((one) => one !== undefined), refusals };
}

function eitherOr(): KubeError {
  return new KubeError({
    code: 'bad_input',
    operation: 'watch',
    resource: 'pods',
    detail: 'name or labelSelector: one of them, and not both',
    headline: 'Which pod is meant: give its name, or a labelSelector for several.',
    hint: 'name: a pod or a workload; labelSelector: app=web',
  });
}
