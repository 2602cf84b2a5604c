import type { DiffChange } from '../../src/core/blocks.ts';
import { element } from '../element.ts';
import { yamlButton } from '../parts/objectButton.ts';
import type { ViewContext } from '../viewContext.ts';

/** `path: before → after`, one for each field. */
export function changeList(view: ViewContext, title: string, changes: readonly DiffChange<string>[]): HTMLElement {
  return element(
    'ul',
    { class: 'diff-changes', 'aria-label': title },
    ...changes.map(({ path, object, before, after }) =>
      element(
        'li',
        {},
        object === undefined ? element('code', {}, path) : yamlButton(view, object, path),
        ': ',
        valueView(view, object === undefined ? 'del' : 'span', before),
        ' → ',
        valueView(view, object === undefined ? 'ins' : 'span', after),
      ),
    ),
  );
}

function valueView(view: ViewContext, tag: 'del' | 'ins' | 'span', value: string | undefined): HTMLElement {
  return value === undefined
    ? element('span', { class: 'quiet' }, view.label('not there'))
    : element(tag, {}, value === '' ? '""' : value);
}
