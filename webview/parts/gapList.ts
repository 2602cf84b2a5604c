import type { Gap, GapReason } from '../../src/core/gap.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../viewContext.ts';

const icons: Readonly<Record<GapReason, string>> = {
  forbidden: 'lock',
  absent: 'circle-slash',
  timeout: 'watch',
  unreachable: 'circle-slash',
  expired: 'history',
  unsupported: 'circle-slash',
};

/** What could not be looked at, each with how to get it. */
export function gapList(view: ViewContext, gaps: readonly Gap[]): HTMLElement {
  return element(
    'ul',
    { class: 'rows' },
    ...gaps.map(({ wanted, because, hint }) =>
      element(
        'li',
        {},
        icon(icons[because], 'quiet'),
        element(
          'div',
          {},
          element('strong', {}, wanted),
          ' ',
          element('span', { class: 'tag' }, reasonWord(view, because)),
          element('div', { class: 'quiet' }, hint),
        ),
      ),
    ),
  );
}

function reasonWord({ label }: ViewContext, because: GapReason): string {
  switch (because) {
    case 'forbidden':
      return label('not allowed');
    case 'absent':
      return label('not there');
    case 'timeout':
      return label('too slow');
    case 'unreachable':
      return label('out of reach');
    case 'expired':
      return label('no longer kept');
    case 'unsupported':
      return label('not supported');
  }
}
