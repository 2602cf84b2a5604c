import type {
  Block,
  Cell,
  DiffBlock,
  DiffSide,
  GraphNode,
  HopState,
  LogLine,
  Moment,
  TimelineBlock,
} from '../../core/blocks.ts';
import type { Finding, Severity } from '../../core/finding.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { ReportMessage } from '../../core/reportMessages.ts';

/** A report as a sequence of plain parts, from which each format is written. Texts are not escaped. */
export type Part =
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | {
      readonly type: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Columns of numbers, whose ends stand below one another. */
      readonly ends?: readonly number[];
    }
  | { readonly type: 'code'; readonly language: string; readonly text: string };

/** The outline's own words, which the host translates. */
export type Word =
  | 'Error'
  | 'What helps'
  | 'Findings'
  | 'Could not look at'
  | 'Next'
  | 'Object'
  | 'Field'
  | 'Value'
  | 'Remedy'
  | 'Time'
  | 'Severity'
  | 'What'
  | 'Hop'
  | 'State'
  | 'Because'
  | 'Critical'
  | 'Warning'
  | 'Info'
  | 'OK'
  | 'Broken'
  | 'Unknown'
  | 'Before'
  | 'After'
  | 'first broken hop'
  | 'Nothing to list.';

type Translate = (word: Word) => string;

const severityWords: Readonly<Record<Severity, Word>> = { critical: 'Critical', warning: 'Warning', info: 'Info' };
const hopWords: Readonly<Record<HopState, Word>> = { ok: 'OK', broken: 'Broken', unknown: 'Unknown' };

export function reportOutline(
  { title, envelope, blocks }: Pick<ReportMessage, 'title' | 'envelope' | 'blocks'>,
  t: Translate,
): readonly Part[] {
  const where = [envelope.scope?.namespace, envelope.context, envelope.takenAt].filter((part) => part !== undefined);
  const { error } = envelope;
  return [
    { type: 'heading', level: 1, text: title },
    { type: 'text', text: `${envelope.verdict}: ${envelope.headline}` },
    { type: 'text', text: where.join(' · ') },
    ...section(
      t('Error'),
      error === undefined ? [] : [`${error.message} (${error.code})`, `${t('What helps')}: ${error.hint}`],
    ),
    ...(envelope.findings.length === 0 ? [] : [heading(t('Findings'))]),
    ...worstFirst(envelope.findings).flatMap((finding) => findingParts(finding, t)),
    ...blocks.flatMap((block) => blockParts(block, t)),
    ...section(
      t('Could not look at'),
      envelope.gaps.map((gap) => `${gap.wanted} (${gap.because}): ${gap.hint}`),
    ),
    ...section(
      t('Next'),
      envelope.next.map((next) => `${next.tool} ${JSON.stringify(next.input)}: ${next.why}`),
    ),
  ];
}

function heading(text: string): Part {
  return { type: 'heading', level: 2, text };
}

function section(title: string, items: readonly string[]): readonly Part[] {
  return items.length === 0 ? [] : [heading(title), { type: 'list', items }];
}

const severities = Object.keys(severityWords);

/** As in the view: what is equally bad stays in the order of the answer, the root cause first. */
function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function findingParts(finding: Finding, t: Translate): readonly Part[] {
  const evidence = finding.evidence.map(({ object, path, value }) => [named(object), path, valueText(value)]);
  return [
    { type: 'heading', level: 3, text: `${t(severityWords[finding.severity])}: ${named(finding.object)}` },
    { type: 'text', text: finding.message },
    ...(evidence.length === 0
      ? []
      : [{ type: 'table' as const, columns: [t('Object'), t('Field'), t('Value')], rows: evidence }]),
    { type: 'text', text: `${t('Remedy')}: ${finding.remedy}` },
  ];
}

function blockParts(block: Block<string>, t: Translate): readonly Part[] {
  const title = block.title === undefined ? [] : [heading(block.title)];
  switch (block.type) {
    case 'facts':
      return [...title, { type: 'list', items: block.facts.map(({ label, value }) => `${label}: ${cellText(value)}`) }];
    case 'table': {
      const rows = block.rows.map((row) => row.map(cellText));
      if (rows.length === 0) return [...title, { type: 'text', text: t('Nothing to list.') }];
      const more: Part[] = block.more === undefined ? [] : [{ type: 'text', text: `… + ${block.more}` }];
      const ends = block.columns.flatMap(({ align }, column) => (align === 'end' ? [column] : []));
      return [...title, { type: 'table', columns: block.columns.map(({ label }) => label), rows, ends }, ...more];
    }
    case 'bars': {
      const { rowLabel, noteLabel, barLabels } = block;
      if (block.rows.length === 0) return [...title, { type: 'text', text: t('Nothing to list.') }];
      const rows = block.rows.map(({ name, note, bars }) => [name, note, ...bars.map(({ text }) => text)]);
      return [...title, { type: 'table', columns: [rowLabel, noteLabel, ...barLabels], rows }];
    }
    case 'findings':
      return [...title, ...worstFirst(block.findings).flatMap((finding) => findingParts(finding, t))];
    case 'log':
      return [...title, { type: 'code', language: 'text', text: block.lines.map(logText).join('\n') }];
    case 'code':
      return [...title, { type: 'code', language: block.language, text: block.text }];
    case 'diff':
      return [...title, ...diffParts(block, t)];
    case 'timeline': {
      const rows = block.moments.toSorted((a, b) => a.at - b.at).map((moment) => momentRow(moment, block, t));
      return [...title, { type: 'table', columns: [t('Time'), t('Object'), t('Severity'), t('What')], rows }];
    }
    case 'graph': {
      const rows = block.nodes.map((node) => hopRow(node, node.id === block.firstBroken, t));
      return [...title, { type: 'table', columns: [t('Hop'), t('Object'), t('State'), t('Because')], rows }];
    }
  }
}

/** The two sides, then each section as a table; the texts as a unified diff. */
function diffParts(block: DiffBlock<string>, t: Translate): readonly Part[] {
  return [
    { type: 'list', items: [block.before, block.after].map(sideText) },
    ...block.sections.flatMap(({ title, changes }): readonly Part[] => [
      { type: 'heading', level: 3, text: title },
      {
        type: 'table',
        columns: [t('Field'), t('Before'), t('After')],
        rows: changes.map(({ path, before = '', after = '' }) => [path, before, after]),
      },
    ]),
    { type: 'code', language: 'diff', text: block.unified },
  ];
}

function sideText({ title, tags, facts }: DiffSide<string>): string {
  const head = tags.length === 0 ? title : `${title} (${tags.join(', ')})`;
  return [head, ...facts.map(({ label, value }) => `${label}: ${cellText(value)}`)].join(' · ');
}

/** A hop without an object in the cluster is called by its title. */
function hopRow(node: GraphNode<string>, firstBroken: boolean, t: Translate): readonly string[] {
  const { caption, title, state, because, object, objects = object === undefined ? [] : [object] } = node;
  const names = objects.map(named).join(', ');
  const told = [objects.some(({ name }) => name === title) || names === '' ? '' : title, because].filter(Boolean);
  const word = t(hopWords[state]);
  return [caption, names || title, firstBroken ? `${word}, ${t('first broken hop')}` : word, told.join(': ')];
}

/** A state says until when; one that still lasts is open to the right. */
function momentRow(moment: Moment, block: TimelineBlock<string>, t: Translate): readonly string[] {
  const { at, until, shape, severity, title } = moment;
  const count = moment.count === undefined || moment.count === 1 ? '' : ` ×${moment.count}`;
  const detail = moment.detail === undefined ? '' : `: ${moment.detail}`;
  const lane = block.lanes[moment.lane]?.label ?? '';
  const end = shape === 'state' ? ` – ${until === undefined ? '' : timeText(until)}` : '';
  return [`${timeText(at)}${end}`.trim(), lane, t(severityWords[severity]), `${title}${count}${detail}`];
}

function timeText(at: number): string {
  return new Date(at).toISOString().replace(/\.000Z$/, 'Z');
}

function logText({ container, previous, at, text, count }: LogLine): string {
  const head = [at, `${container}${previous === true ? ' (previous)' : ''}`].filter((part) => part !== undefined);
  return `${head.join(' ')}: ${text}${count === undefined || count === 1 ? '' : ` (×${count})`}`;
}

function cellText(cell: Cell): string {
  return typeof cell === 'object' ? cell.text : String(cell);
}

function named({ kind, namespace, name, container }: ObjectRef): string {
  return [kind, namespace, name, container].filter((part) => part !== undefined).join('/');
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
