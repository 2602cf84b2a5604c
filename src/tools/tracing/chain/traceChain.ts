import { list } from '../../../core/rule.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Cluster } from '../../../core/ports.ts';
import { serviceNameOf } from '../../../kube/clusterNames.ts';
import type { Gateway } from '../../../kube/kinds/gateway.ts';
import { ingressClass } from '../../../kube/kinds/ingressClass.ts';
import { service } from '../../../kube/kinds/service.ts';
import { mergeGaps } from '../../../rules/judge.ts';
import { createReader, type Reader } from '../../../rules/reader.ts';
import { itemsOf, type Reading } from '../../../rules/snapshot.ts';
import type { ChainData } from './chainData.ts';
import { chainFacts } from './chainFacts.ts';
import { ambiguousOutcome, chainOutcome } from './chainOutcome.ts';
import type { ChainQuestion } from './chainQuestion.ts';
import { readBack, readGateways } from './chainReads.ts';
import type { Selection } from './chainSelection.ts';
import { judgeChain, ordered } from './judgeChain.ts';
import { judgeNodes } from './judgeNodes.ts';
import { readAlias } from './readAlias.ts';
import { readRest } from './readRest.ts';
import { startChain } from './startChain.ts';

/**
 * Two waves of reads where the namespace is given (or follows from a name of the cluster), three where it must be found; at most 14
 * reads. @throws KubeError where nothing of that name is there, or where the reads that decide were refused.
 */
export async function traceChain(
  cluster: Cluster,
  asked: ChainQuestion,
  signal: AbortSignal,
): Promise<Outcome<ChainData>> {
  const reader = createReader(cluster, signal);
  const question = { ...asked, namespace: asked.namespace ?? namespaceInHost(asked) };
  const found = await startChain(cluster, reader, question, signal);
  return found.type === 'several' ? ambiguousOutcome(found, question) : follow(reader, found.selection);
}

/** `api.shop.svc…` names its namespace. */
function namespaceInHost({ target }: ChainQuestion): string | undefined {
  if (target.by !== 'host') return undefined;
  const inside = serviceNameOf(target.host);
  return inside?.qualified === true ? inside.namespace : undefined;
}

async function follow(reader: Reader, selected: Selection): Promise<Outcome<ChainData>> {
  const pending = readBack(reader, selected.namespace);
  const [back, rest] = await Promise.all([pending, readRest(reader, selected, pending)]);
  const selection = await withServiceRead(selected, reader);
  const alias = await readAlias(reader, selection.service?.state === 'found' ? selection.service.service : undefined);
  const gateways: Reading<readonly Gateway[]> =
    selection.entry?.type === 'route' ? await readGateways(reader) : { state: 'read', value: [] };
  const judgement = await judgeChain(reader, selection, itemsOf(gateways), rest);
  const gaps = mergeGaps(reader.gaps(), judgement.gaps, rest.gaps);
  const isRead = (state: string | undefined): boolean => state === 'read';
  const snapshot = reader.snapshot(selection.namespace);
  const facts = chainFacts(selection, judgement, back, gateways, {
    policies: rest.policies,
    alias,
    classesRead: isRead(snapshot.look(list(ingressClass))?.state),
    servicesRead: isRead(snapshot.look(list(service))?.state),
    gaps,
  });
  const onNodes = await judgeNodes(facts.pods, back.nodes, snapshot);
  return chainOutcome(
    { ...facts, judgement: { ...judgement, findings: ordered([...onNodes.findings, ...judgement.findings]) } },
    itemsOf(back.pods),
    mergeGaps(gaps, onNodes.gaps),
  );
}

/**
 * A backend in another namespace stands in no list and is read by name; and a Service that could not be read is not known to be
 * absent.
 */
async function withServiceRead(selection: Selection, reader: Reader): Promise<Selection> {
  const { service: step } = selection;
  if (step?.state !== 'absent') return selection;
  const { namespace, name } = step;
  const listed = reader.snapshot(namespace).look(list(service));
  if (listed?.state === 'read') return selection;
  const named = listed ?? (await reader.get(service, { namespace, name }));
  switch (named.state) {
    case 'found':
      return { ...selection, service: { state: 'found', service: named.object } };
    case 'absent':
      return selection;
    case 'unread':
      return { ...selection, service: { state: 'unread', namespace, name } };
  }
}
