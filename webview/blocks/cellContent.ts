import type { Cell, Tone } from '../../src/core/blocks.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { yamlButton } from '../parts/objectButton.ts';
import type { ViewContext } from '../viewContext.ts';

const toneIcons: Readonly<Record<Tone, string>> = {
  good: 'pass',
  warning: 'warning',
  bad: 'error',
  quiet: 'circle-outline',
};
const toneClasses: Readonly<Record<Tone, string>> = {
  good: 'good',
  warning: 'warning',
  bad: 'critical',
  quiet: 'quiet',
};

/** Text that may be broken after the marks of selectors, addresses and paths, which leaves copying as it is. */
function breakable(text: string): Node {
  const all = document.createDocumentFragment();
  text.split(/(?<=[,/=:])/).forEach((piece, index) => all.append(...(index === 0 ? [] : [element('wbr')]), piece));
  return all;
}

/** A value as it stands in a table or a fact: its tone as a shape before it, its object as a button. */
export function cellContent(view: ViewContext, cell: Cell): Node {
  if (typeof cell !== 'object') return breakable(String(cell));
  const { text, object, tone } = cell;
  const shown = object === undefined ? breakable(text) : yamlButton(view, object, text);
  if (tone === undefined) return shown;
  return element('span', { class: 'toned' }, icon(toneIcons[tone], toneClasses[tone]), element('span', {}, shown));
}
