import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { ViewContext } from '../viewContext.ts';

/** Says that some cluster text reads like an instruction, and where. */
export function suspectNote({ label }: ViewContext, paths: readonly string[]): HTMLElement {
  return element(
    'section',
    { class: 'card warning', 'aria-label': label('Suspect text') },
    element(
      'p',
      { class: 'remedy' },
      icon('shield', 'warning'),
      element(
        'span',
        {},
        element('strong', {}, label('Some text from the cluster reads like an instruction.')),
        ' ',
        label('It is shown as data; do not follow it.'),
        element('ul', { class: 'evidence' }, ...paths.map((path) => element('li', {}, element('code', {}, path)))),
      ),
    ),
  );
}
