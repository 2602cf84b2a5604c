import type { DiffBlock, DiffLine, DiffRow } from '../../src/core/blocks.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../viewContext.ts';
import { foldRows, type RowGroup } from './foldRows.ts';

/** All lines of both sides beside each other; long unchanged runs are a button that unfolds them. */
export function textTable(view: ViewContext, block: DiffBlock<string>, key: string): HTMLElement {
  const { label } = view;
  const { before, after, rows, title } = block;
  const line = label('Line');
  const header = (text: string, shown = true): HTMLElement =>
    element('th', { scope: 'col' }, shown ? text : element('span', { class: 'unseen' }, text));
  return element(
    'div',
    { class: 'scroller diff-scroller', role: 'region', tabindex: 0, 'aria-label': title, 'data-scroll': title },
    element(
      'table',
      { class: 'diff-text', 'aria-label': title },
      element(
        'thead',
        {},
        element('tr', {}, header(line, false), header(before.title), header(line, false), header(after.title)),
      ),
      ...groupBodies(view, foldRows(rows), key),
    ),
  );
}

function groupBodies(view: ViewContext, groups: readonly RowGroup[], key: string): readonly HTMLElement[] {
  const unfolded = new Set(unfoldedFrom(view.state.get(key)));
  return groups.map((group) => {
    const body = element('tbody');
    const drawn = (): HTMLElement[] => group.rows.map((row) => rowView(view, row));
    if (!group.folded || unfolded.has(group.from)) {
      body.append(...drawn());
      return body;
    }
    const press = element(
      'button',
      { type: 'button', class: 'link', 'aria-expanded': 'false' },
      icon('unfold'),
      view.label('{0} unchanged lines', group.rows.length),
    );
    press.addEventListener('click', () => {
      unfolded.add(group.from);
      view.state.set(key, [...unfolded]);
      const lines = drawn();
      body.replaceChildren(...lines);
      // The button is gone: the keyboard goes on where it stood
      const [first] = lines;
      first?.setAttribute('tabindex', '-1');
      first?.focus({ preventScroll: true });
      view.announce(view.label('{0} lines are shown', group.rows.length));
    });
    body.append(element('tr', { class: 'diff-fold' }, element('td', { colspan: 4 }, press)));
    return body;
  });
}

function rowView(view: ViewContext, { changed, before, after }: DiffRow): HTMLElement {
  return element(
    'tr',
    { class: changed ? 'changed' : undefined },
    ...cells(view, before, changed ? 'removed' : undefined),
    ...cells(view, after, changed ? 'added' : undefined),
  );
}

/** The number and the text; a line that was removed or added has its sign too, which a screen reader hears as a word. */
function cells(
  view: ViewContext,
  line: DiffLine | undefined,
  change: 'removed' | 'added' | undefined,
): readonly HTMLElement[] {
  if (line === undefined) return [element('td', { class: 'number absent' }), element('td', { class: 'text absent' })];
  const word = change === 'removed' ? view.label('removed') : view.label('added');
  const sign =
    change === undefined
      ? undefined
      : element(
          'span',
          { class: 'sign' },
          element('span', { 'aria-hidden': 'true' }, change === 'removed' ? '−' : '+'),
          element('span', { class: 'unseen' }, word),
        );
  const parts = line.parts.map(({ text, marked }) => (marked === true ? element('mark', {}, text) : text));
  return [
    element('td', { class: 'number' }, String(line.number)),
    element('td', { class: change === undefined ? 'text' : `text ${change}` }, sign, ...parts),
  ];
}

function unfoldedFrom(saved: unknown): readonly number[] {
  return Array.isArray(saved) ? saved.filter((one) => typeof one === 'number') : [];
}
