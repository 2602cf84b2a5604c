import type { FactsBlock } from '../../src/core/blocks.ts';
import { element } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';
import { cellContent } from './cellContent.ts';

export function factsView(view: ViewContext, block: FactsBlock<string>): HTMLElement {
  if (block.facts.length === 0) return element('p', { class: 'quiet' }, view.label('Nothing to list.'));
  return element(
    'dl',
    { class: 'facts' },
    ...block.facts.map(({ label, value }) =>
      element('div', {}, element('dt', {}, label), element('dd', {}, cellContent(view, value))),
    ),
  );
}
