import type { NextCall } from '../../src/core/envelope.ts';
import { button } from '../controls.ts';
import { element } from '../element.ts';
import { valueText } from '../valueText.ts';
import type { ViewContext } from '../viewContext.ts';

/** Calls ready to run: a button where the tool is there, its name where it is switched off or yet to come. */
export function nextList(
  view: ViewContext,
  next: readonly NextCall[],
  titles: Readonly<Record<string, string>>,
): HTMLElement {
  return element(
    'ul',
    { class: 'rows next' },
    ...next.map(({ tool, input, why }) => {
      const title = titles[tool];
      return element(
        'li',
        {},
        title === undefined
          ? element('code', {}, tool)
          : button(title, { icon: 'play', title: tool }, () => view.send({ type: 'call', tool, input })),
        element(
          'div',
          {},
          why,
          element(
            'div',
            { class: 'quiet' },
            Object.entries(input)
              .map(([key, value]) => `${key} ${valueText(value)}`)
              .join(' · '),
          ),
        ),
      );
    }),
  );
}
