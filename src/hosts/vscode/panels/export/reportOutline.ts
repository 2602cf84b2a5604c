import type { Block, Cell, LogLine, Moment, TimelineBlock } from '../../../../core/blocks.ts';
import type { Finding } from '../../../../core/finding.ts';
import type { ObjectRef } from '../../../../core/objectRef.ts';
import type { ReportMessage } from '../../../../core/reportMessages.ts';

/** A report as a sequence of plain parts, from which each format is written. Texts are not escaped. */
export type Part =
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | { readonly type: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly type: 'code'; readonly language: string; readonly text: string };

/** The outline's own words, which the host translates. */
export type Word =
  | 'Error'
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
  | 'Because';

type Translate = (word: Word) => string;

export function reportOutline({ title, envelope, blocks }: ReportMessage, t: Translate): readonly Part[] {
  const where = [envelope.scope?.namespace, envelope.context, envelope.takenAt].filter((part) => part !== undefined);
  return [
    { type: 'heading', level: 1, text: title },
    { type: 'text', text: `${envelope.verdict}: ${envelope.headline}` },
    { type: 'text', text: where.join(' · ') },
    ...section(t('Error'), envelope.error === undefined ? [] : [envelope.error.message, envelope.error.hint]),
    ...(envelope.findings.length === 0 ? [] : [heading(t('Findings'))]),
    ...envelope.findings.flatMap((finding) => findingParts(finding, t)),
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

function findingParts(finding: Finding, t: Translate): readonly Part[] {
  const evidence = finding.evidence.map(({ object, path, value }) => [named(object), path, valueText(value)]);
  return [
    { type: 'heading', level: 3, text: `${finding.severity}: ${named(finding.object)}` },
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
      const more: Part[] = block.more === undefined ? [] : [{ type: 'text', text: `… + ${block.more}` }];
      return [...title, { type: 'table', columns: block.columns.map((column) => column.label), rows }, ...more];
    }
    case 'findings':
      return [...title, ...block.findings.flatMap((finding) => findingParts(finding, t))];
    case 'log':
      return [...title, { type: 'code', language: 'text', text: block.lines.map(logText).join('\n') }];
    case 'code':
      return [...title, { type: 'code', language: block.language, text: block.text }];
    case 'timeline': {
      const rows = block.moments.map((moment) => momentRow(moment, block));
      return [...title, { type: 'table', columns: [t('Time'), t('Object'), t('Severity'), t('What')], rows }];
    }
    case 'graph': {
      const rows = block.nodes.map((node) => [node.caption, node.title, node.state, node.because]);
      return [...title, { type: 'table', columns: [t('Hop'), t('Object'), t('State'), t('Because')], rows }];
    }
  }
}

function momentRow(moment: Moment, block: TimelineBlock<string>): readonly string[] {
  const count = moment.count === undefined ? '' : ` ×${moment.count}`;
  const detail = moment.detail === undefined ? '' : `: ${moment.detail}`;
  const lane = block.lanes[moment.lane]?.label ?? '';
  return [new Date(moment.at).toISOString(), lane, moment.severity, `${moment.title}${count}${detail}`];
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
