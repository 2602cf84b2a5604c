import { isKubeError } from '../../core/kubeError.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { age } from '../../kube/age.ts';
import { latestByUid, seenEvents, type SeenEvent } from '../../kube/events.ts';
import { event as eventKind } from '../../kube/kinds/event.ts';
import { namespace as namespaceKind } from '../../kube/kinds/namespace.ts';
import { listAllowed } from '../../kube/listAllowed.ts';
import { paged, readCursor } from '../../kube/paging.ts';
import { assureNamespace, resolveNamespace } from '../../kube/resolveNamespace.ts';
import { kindOfWord } from '../tracing/timeline/knownKinds.ts';
import { eventFilter } from './eventFilter.ts';
import { eventRow, reasonGroups, type EventsData } from './eventsData.ts';
import { eventsInput, type EventsInput } from './eventsInput.ts';
import { eventsView } from './eventsView.ts';
import { timeText } from '../../core/timeText.ts';

export const listKubernetesEvents = defineTool({
  name: 'list_kubernetes_events',
  group: 'resources',
  risk: 'read',
  title: label('List Events'),
  icon: 'bell',
  tags: ['events', 'warnings'],
  modelDescription:
    'Shows what the cluster itself reported lately about its objects, the latest first, with how often. ' +
    'For the reason behind FailedScheduling, BackOff, Unhealthy, FailedMount, FailedCreate, Evicted, Killing or any other warning. ' +
    'Not for what happened in order around one object, use get_resource_events_timeline.',
  userDescription: label('What the cluster reported lately, the latest first.'),
  input: eventsInput,
  reads: [
    { kind: eventKind, verbs: ['list'] },
    { kind: namespaceKind, verbs: ['get', 'list'] },
    { kind: 'discovery', verbs: ['get'] },
  ],
  example: {
    question: 'What does the cluster complain about in the shop?',
    input: { namespace: 'shop', type: 'Warning' },
  },
  doing: ({ namespace, name }) => {
    if (name !== undefined) return label('Reading the events of {0}', name);
    return resolveNamespace(namespace) === undefined
      ? label('Reading events in all namespaces')
      : label('Reading events in {0}', namespace ?? '');
  },
  run,
  present: (data, { page }) => eventsView(data, page),
});

/**
 * Read without a field selector, so that calls about several objects share one list, and the oldest event tells how far back the
 * server remembers.
 */
async function run(cluster: Cluster, asked: EventsInput, signal: AbortSignal): Promise<Outcome<EventsData>> {
  const { limit, cursor: cursorText, ...rest } = asked;
  const wanted = resolveNamespace(asked.namespace);
  const question = { tool: 'events', ...rest, namespace: wanted, context: cluster.context };
  const cursor = readCursor(cursorText, question, 'events');
  // A wrong time is said before anything is read; the clock that counts is the server's, known after the first answer
  eventFilter(asked, 0);
  const query = wanted === undefined ? {} : { namespace: wanted };
  const { items, namespace, gaps } = await listAllowed(cluster, seenEvents, query, signal);
  const isMissing = items.length === 0 && namespace !== undefined;
  const emptyGaps = isMissing ? await assureNamespace(cluster, namespace, 'events', signal) : [];
  const now = cluster.now();
  const asOf = cursor?.asOf ?? now;
  const filter = eventFilter(asked, asOf);
  const read = latestByUid(items);
  const kept = read.filter(filter.keeps);
  if (kept.length === 0 && asked.kind !== undefined) await assureKind(cluster, asked.kind, signal);
  const page = paged(kept, ({ lastAt, uid, name }) => [-lastAt, uid, name], { question, limit, cursor, asOf });
  const reasons = reasonGroups(kept);
  const oldest = read.reduce((least, { lastAt }) => (lastAt > 0 && lastAt < least ? lastAt : least), Infinity);
  const where = [namespace === undefined ? 'in all namespaces' : `in ${namespace}`, ...filter.words].join(' ');
  return {
    scope: {
      namespace: namespace ?? '*',
      ...(asked.kind === undefined ? {} : { kind: asked.kind }),
      ...(asked.name === undefined ? {} : { name: asked.name }),
    },
    verdict: 'answered',
    headline: headline(kept, reasons, where, filter.hint(read), oldest, now),
    findings: [],
    data: {
      reasons: reasons.slice(0, 12),
      ...(oldest === Infinity ? {} : { oldestSeen: timeText(oldest) }),
      retention: 'an API server keeps events for one hour by default; older ones are gone',
      events: page.rows.map((event) => eventRow(event, now)),
    },
    gaps: [...gaps, ...emptyGaps],
    next: [],
    page: page.info(page.rows.length),
    cuts: [
      { path: 'events', keep: 8, page: page.info },
      { path: 'reasons', keep: 5 },
      { path: 'events', keep: 1, page: page.info },
    ],
  };
}

/** That nothing was said about a kind that does not exist would be no answer. What is served may not be known; the events are. */
async function assureKind(cluster: Cluster, word: string, signal: AbortSignal): Promise<void> {
  try {
    await kindOfWord(cluster, word, signal);
  } catch (error) {
    if (!isKubeError(error) || error.facts.kindAbsent === true || error.facts.code === 'cancelled') throw error;
  }
}

function headline(
  kept: readonly SeenEvent[],
  reasons: EventsData['reasons'],
  where: string,
  hint: string,
  oldest: number,
  now: number,
): string {
  const reach = oldest === Infinity ? '' : ` The oldest event seen is ${age(now - oldest)} old.`;
  if (kept.length === 0) return `No events ${where}${hint}.${reach}`;
  const warnings = kept.filter(({ type }) => type === 'Warning').length;
  const loudest = reasons
    .filter(({ type }) => warnings === 0 || type === 'Warning')
    .slice(0, 3)
    .map(({ reason, seen }) => `${reason} ${seen}×`);
  const events = kept.length === 1 ? '1 event' : `${kept.length} events`;
  const counted = warnings === 0 ? 'no warnings' : warnings === 1 ? '1 warning' : `${warnings} warnings`;
  return `${events} ${where}, ${counted}: ${loudest.join(', ')}.${reach}`;
}
