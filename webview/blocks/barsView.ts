import type { Bar, BarsBlock, BarsRow } from '../../src/core/blocks.ts';
import { element } from '../element.ts';
import { yamlButton } from '../parts/objectButton.ts';
import type { ViewContext } from '../viewContext.ts';
import { cellContent } from './cellContent.ts';

/** Stacked bars. What they show stands beside each in words, so that nobody needs to see them, nor their colours. */
export function barsView(view: ViewContext, block: BarsBlock<string>): HTMLElement {
  if (block.rows.length === 0) return element('p', { class: 'quiet' }, view.label('Nothing to list.'));
  const { title, partLabels, restLabel, rows } = block;
  return element(
    'div',
    {},
    element(
      'ul',
      { class: 'bars-legend' },
      ...partLabels.map((text, index) => legend(text, `bar-part-${index}`)),
      legend(restLabel, 'bar-rest'),
    ),
    element('ul', { class: 'bars', 'aria-label': title }, ...rows.map((row) => rowView(view, block, row))),
  );
}

function legend(text: string, look: string): HTMLElement {
  return element('li', {}, element('span', { class: `bar-swatch ${look}`, 'aria-hidden': 'true' }), text);
}

function rowView(view: ViewContext, { barLabels }: BarsBlock<string>, row: BarsRow<string>): HTMLElement {
  const { name, object, note, bars } = row;
  return element(
    'li',
    {},
    element(
      'p',
      { class: 'bars-head' },
      element('span', { class: 'bars-name' }, object === undefined ? name : yamlButton(view, object, name)),
      ' ',
      element('span', { class: 'quiet' }, note),
    ),
    element(
      'dl',
      {},
      ...bars.map((bar, index) =>
        element(
          'div',
          {},
          element('dt', {}, barLabels[index] ?? ''),
          element('dd', { class: 'bar-drawn', 'aria-hidden': 'true' }, drawing(bar)),
          element('dd', { class: 'bar-text' }, cellContent(view, textOf(bar))),
        ),
      ),
    ),
  );
}

function textOf({ text, tone }: Bar<string>) {
  return tone === undefined ? { text } : { text, tone };
}

/** What is more than the whole fills the bar. */
function drawing({ parts, whole }: Bar<string>): HTMLElement {
  const all = Math.max(
    whole,
    parts.reduce((sum, part) => sum + part, 0),
  );
  const bar = element('span', { class: 'bar' });
  parts.forEach((part, index) => {
    if (part <= 0) return;
    const drawn = element('span', { class: `bar-part-${index}` });
    drawn.style.width = `${(part / all) * 100}%`;
    bar.append(drawn);
  });
  return bar;
}
