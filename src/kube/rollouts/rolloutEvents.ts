import type { Cluster } from '../../core/ports.ts';
import { createRefusals } from '../createRefusals.ts';
import { eventsAbout } from '../eventsAbout.ts';
import { fieldIs } from '../fieldSelectors.ts';
import { event, type KubeEvent } from '../kinds/event.ts';
import { pod as podKind, type Pod } from '../kinds/pod.ts';
import { refOf } from '../metadata.ts';
import { autoscalerWords } from '../scheduling/autoscalerWords.ts';
import type { Workload } from './workload.ts';

/** So many pods are asked about: those that wait are alike. */
const asked = 3;

/** The pods, by uid, of those that wait for a node, for which an autoscaler says that it makes one. */
export async function promisedNodes(
  cluster: Cluster,
  namespace: string,
  pods: readonly Pod[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const waiting = pods.filter(({ spec }) => (spec?.nodeName ?? '') === '').slice(0, asked);
  const answers = await Promise.all(
    waiting.map(async (pod) => {
      const events = await eventsOf(cluster, namespace, pod.metadata?.uid ?? '', signal);
      const seen = eventsAbout(events, refOf(podKind, pod), pod.metadata?.uid);
      return autoscalerWords(seen, cluster.now()).newNode !== undefined;
    }),
  );
  // An autoscaler makes nodes for all pods that are alike, and says so of some of them
  const isPromised = answers.some((one) => one);
  return new Set(isPromised ? pods.flatMap(({ metadata }) => metadata?.uid ?? []) : []);
}

/** The server's words, where a workload may not make its pods: undefined where nothing of that kind is told. */
export async function createdRefusal(
  cluster: Cluster,
  namespace: string,
  workload: Workload,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (workload.kind === 'Deployment' || workload.kind === 'ReplicaSet') return undefined;
  const events = await eventsOf(cluster, namespace, workload.object.metadata?.uid ?? '', signal);
  const makers =
    workload.kind === 'StatefulSet' ? { statefulSets: [workload.object] } : { daemonSets: [workload.object] };
  return createRefusals({ ...makers, events })[0]?.message;
}

async function eventsOf(
  cluster: Cluster,
  namespace: string,
  uid: string,
  signal: AbortSignal,
): Promise<readonly KubeEvent[]> {
  const { items } = await cluster.list(
    { ...event },
    { namespace, fieldSelector: fieldIs('involvedObject.uid', uid) },
    signal,
  );
  return items;
}
