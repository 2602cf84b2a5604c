import type { Cell, TableBlock } from '../../src/core/blocks.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../viewContext.ts';
import { cellContent } from './cellContent.ts';
import { compareCells } from './compareCells.ts';

interface Sort {
  readonly column: number;
  readonly descending: boolean;
}

/** A table that sorts by any column: first press up, second down, third back to the order of the answer. */
export function tableView(view: ViewContext, block: TableBlock<string>, key: string): HTMLElement {
  const body = element('tbody');
  const rows = block.rows.map((cells) => ({ cells, drawn: rowOf(view, block, cells) }));
  let sort = sortFrom(view.state.get(key), block.columns.length);

  const headers = block.columns.map(({ label, align }, column) => {
    const arrow = icon('blank');
    const press = element('button', { type: 'button' }, label, arrow);
    const header = element('th', { scope: 'col', class: align === 'end' ? 'end' : undefined }, press);
    press.addEventListener('click', () => {
      sort = nextSort(sort, column);
      view.state.set(key, sort);
      show();
    });
    return { header, arrow };
  });

  function show(): void {
    headers.forEach(({ header, arrow }, column) => {
      const direction = sort?.column !== column ? 'none' : sort.descending ? 'descending' : 'ascending';
      header.setAttribute('aria-sort', direction);
      const shape = { none: 'blank', ascending: 'arrow-up', descending: 'arrow-down' }[direction];
      arrow.className = `codicon codicon-${shape}`;
    });
    body.replaceChildren(...sorted(rows, sort).map(({ drawn }) => drawn));
  }
  show();

  if (block.rows.length === 0) return element('p', { class: 'quiet' }, view.label('Nothing to list.'));
  return element(
    'div',
    {},
    element(
      'div',
      { class: 'scroller', role: 'region', tabindex: 0, 'aria-label': block.title },
      element(
        'table',
        { 'aria-label': block.title },
        element('thead', {}, element('tr', {}, ...headers.map(({ header }) => header))),
        body,
      ),
    ),
    block.more === undefined
      ? undefined
      : element('p', { class: 'quiet' }, view.label('{0} more are not shown.', block.more)),
  );
}

function rowOf(view: ViewContext, block: TableBlock<string>, cells: readonly Cell[]): HTMLElement {
  return element(
    'tr',
    {},
    ...cells.map((cell, column) =>
      element(
        'td',
        { class: block.columns[column]?.align === 'end' ? 'end' : lengthClass(cell) },
        cellContent(view, cell),
      ),
    ),
  );
}

/** Names, states and numbers stay on one line; a list or a sentence wraps, or one cell would push all others out of the panel. */
function lengthClass(cell: Cell): string | undefined {
  const text = typeof cell === 'object' ? cell.text : String(cell);
  return text.length > (/[\s,]/.test(text) ? 28 : 60) ? 'sentence' : undefined;
}

function nextSort(sort: Sort | undefined, column: number): Sort | undefined {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? undefined : { column, descending: true };
}

function sorted<Row extends { readonly cells: readonly Cell[] }>(
  rows: readonly Row[],
  sort: Sort | undefined,
): readonly Row[] {
  if (sort === undefined) return rows;
  const { column, descending } = sort;
  return rows.toSorted((a, b) => compareCells(a.cells[column] ?? '', b.cells[column] ?? '') * (descending ? -1 : 1));
}

function sortFrom(saved: unknown, columns: number): Sort | undefined {
  if (typeof saved !== 'object' || saved === null || !('column' in saved) || !('descending' in saved)) return undefined;
  const { column, descending } = saved;
  return typeof column === 'number' && column < columns ? { column, descending: descending === true } : undefined;
}
