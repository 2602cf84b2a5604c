import type { LogBlock, LogLine } from '../../src/core/blocks.ts';
import { clockTime } from '../clockTime.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../viewContext.ts';

const severities = { error: ['error', 'critical'], warning: ['warning', 'warning'], info: ['blank', ''] } as const;

/** Log lines in order. What a previous run printed is marked, and a line that came many times in a row says so. */
export function logView(view: ViewContext, block: LogBlock<string>): HTMLElement {
  const containers = new Set(block.lines.map(({ container }) => container));
  const list = element('ol', { class: 'log' });
  let run: string | undefined;
  for (const line of block.lines) {
    const here = `${line.container} ${line.previous === true}`;
    if (here !== run && (containers.size > 1 || block.lines.some(({ previous }) => previous === true)))
      list.append(element('li', { class: 'log-run' }, runTitle(view, line)));
    run = here;
    list.append(lineOf(view, line));
  }
  if (block.lines.length === 0) return element('p', { class: 'quiet' }, view.label('Nothing was printed.'));
  return element(
    'div',
    { class: 'scroller log-box', role: 'region', tabindex: 0, 'aria-label': block.title, 'data-scroll': block.title },
    list,
  );
}

function runTitle({ label }: ViewContext, { container, previous }: LogLine): string {
  return previous === true ? label('{0}, previous run', container) : container;
}

function lineOf(view: ViewContext, { at, text, count, severity, previous }: LogLine): HTMLElement {
  const [shape, tone] = severities[severity ?? 'info'];
  const words = { error: view.label('error'), warning: view.label('warning'), info: undefined }[severity ?? 'info'];
  const mark = icon(shape, tone);
  return element(
    'li',
    { class: `${tone} ${previous === true ? 'previous' : ''}`.trim() },
    mark,
    words === undefined ? undefined : element('span', { class: 'unseen' }, words),
    at === undefined ? undefined : element('time', { datetime: at, title: at }, clockTime(Date.parse(at), view.locale)),
    element('span', { class: 'log-text' }, text),
    count === undefined || count === 1
      ? undefined
      : element('span', { class: 'tag', title: view.label('{0} times in a row', count) }, `×${count}`),
  );
}
