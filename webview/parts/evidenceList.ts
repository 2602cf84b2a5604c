import type { Evidence } from '../../src/core/finding.ts';
import { element } from '../element.ts';
import { valueText } from '../valueText.ts';
import type { ViewContext } from '../viewContext.ts';
import { objectTitle, yamlButton } from './objectButton.ts';

/** Rows `path = value`, the path opening the YAML there. An object that is not `about` is named above its rows. */
export function evidenceList(
  view: ViewContext,
  evidence: readonly Evidence[],
  about: Evidence['object'] | undefined,
): HTMLElement {
  const list = element('ul', { class: 'evidence', 'aria-label': view.label('Evidence') });
  let named = about === undefined ? undefined : objectTitle(about);
  for (const { object, path, value } of evidence) {
    const title = objectTitle(object);
    list.append(
      element(
        'li',
        {},
        title === named ? undefined : element('span', { class: 'evidence-object' }, title),
        yamlButton(view, object, path, path),
        element('span', { class: 'equals' }, ' = '),
        element('code', {}, valueText(value)),
      ),
    );
    named = title;
  }
  return list;
}
