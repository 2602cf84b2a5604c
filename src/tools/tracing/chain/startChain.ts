import { isIP } from 'node:net';
import { isKubeError } from '../../../core/kubeError.ts';
import type { Cluster } from '../../../core/ports.ts';
import { list } from '../../../core/rule.ts';
import { gateway } from '../../../kube/kinds/gateway.ts';
import { httpRoute } from '../../../kube/kinds/httpRoute.ts';
import { ingress } from '../../../kube/kinds/ingress.ts';
import { pod, type Pod } from '../../../kube/kinds/pod.ts';
import { service } from '../../../kube/kinds/service.ts';
import { livePods } from '../../../kube/endpoints.ts';
import { fieldIs } from '../../../kube/fieldSelectors.ts';
import { refOf } from '../../../kube/metadata.ts';
import { assureNamespace } from '../../../kube/resolveNamespace.ts';
import type { Reader } from '../../../rules/reader.ts';
import { itemsOf } from '../../../rules/snapshot.ts';
import type { ChainQuestion } from './chainQuestion.ts';
import { readBack, readDeployments, readDns, readEntries, readGateways } from './chainReads.ts';
import type { Selection } from './chainSelection.ts';
import { failureAmong, findStart, listsOf, type Found } from './findStart.ts';
import { fromBackend } from './selectByObject.ts';
import { selectByHost } from './selectByHost.ts';

export type Started = { readonly type: 'one'; readonly selection: Selection } | Extract<Found, { type: 'several' }>;

/** Where the chain begins and which way it takes, with what is needed whatever the answer read in the same wave. */
export async function startChain(
  cluster: Cluster,
  reader: Reader,
  question: ChainQuestion,
  signal: AbortSignal,
): Promise<Started> {
  const { namespace } = question;
  try {
    return await find(reader, question);
  } catch (error) {
    if (!isKubeError(error)) throw error;
    // Who may not look everywhere can still look into the namespace of the context.
    if (error.facts.code === 'forbidden' && namespace === undefined)
      return find(reader, { ...question, namespace: cluster.connection.namespace });
    if (error.facts.code === 'not_found' && namespace !== undefined && isEmpty(reader, namespace))
      await assureNamespace(cluster, namespace, 'services', signal);
    throw error;
  }
}

/** An empty list comes back for a namespace that does not exist, too. */
function isEmpty(reader: Reader, namespace: string): boolean {
  const snapshot = reader.snapshot(namespace);
  return [list(service), list(pod)].every((need) => {
    const reading = snapshot.look(need);
    return reading?.state === 'read' && Array.isArray(reading.value) && reading.value.length === 0;
  });
}

async function find(reader: Reader, question: ChainQuestion): Promise<Started> {
  const { target, namespace } = question;
  const asking =
    target.by === 'name' ? findStart(reader, { ...question, target }) : findHost(reader, { ...question, target });
  // In the same wave what is needed whatever the answer; after the entries, whose lists of all namespaces serve these too.
  const [found] = await Promise.all([
    asking,
    readDns(reader),
    namespace === undefined ? undefined : readBack(reader, namespace),
    namespace === undefined || !mayBeDeployment(target) ? undefined : readDeployments(reader, namespace),
  ]);
  return found;
}

async function findHost(
  reader: Reader,
  question: ChainQuestion & { readonly target: { readonly by: 'host' } },
): Promise<Started> {
  const { namespace, port, target } = question;
  const [entries, gateways] = await Promise.all([readEntries(reader, namespace), readGateways(reader)]);
  try {
    const lists = { ...listsOf(entries), gateways: itemsOf(gateways) };
    return { type: 'one', selection: selectByHost(target, lists, { namespace, port }) };
  } catch (error) {
    const own = isIP(target.host) === 0 ? undefined : await podOfAddress(reader, target.host, namespace);
    if (own !== undefined) return { type: 'one', selection: fromPodAddress(target.text, own, listsOf(entries)) };
    // Where something could not be read, it cannot be said that nothing serves the host.
    throw failureAmong(reader, [service, ingress, httpRoute, gateway], namespace) ?? error;
  }
}

/** Whose own address it is; pods on the network of their node share its, and are not meant. */
async function podOfAddress(reader: Reader, address: string, namespace: string | undefined): Promise<Pod | undefined> {
  const fieldSelector = fieldIs('status.podIP', address);
  const found = await reader.search(pod, { fieldSelector, ...(namespace === undefined ? {} : { namespace }) });
  const own = livePods(itemsOf(found)).filter(({ spec }) => spec?.hostNetwork !== true);
  return own.length === 1 ? own[0] : undefined;
}

/** The port of the address is the container's and no Service's, and no Ingress leads to it. */
function fromPodAddress(text: string, own: Pod, lists: ReturnType<typeof listsOf>): Selection {
  const backend = { ref: refOf(pod, own), labels: own.metadata?.labels ?? {}, pod: own };
  const selection = fromBackend(backend, { ...lists, ingresses: [], routes: [], pods: [] }, undefined);
  return { ...selection, start: text, note: `the address of pod ${own.metadata?.name ?? ''}` };
}

function mayBeDeployment(target: ChainQuestion['target']): boolean {
  return target.by === 'name' && (target.kind === undefined || target.kind === 'Deployment');
}
