import type { FindingFix } from '../../src/core/fix.ts';
import { button } from '../controls.ts';
import { element } from '../element.ts';
import type { ViewContext } from '../viewContext.ts';

const icons: Readonly<Record<FindingFix['tool'], string>> = {
  rollback_deployment: 'discard',
  delete_kubernetes_resource: 'trash',
};

/** What mends a finding: opens the plan, and never acts. Undefined where the tool is not there. */
export function fixButton(
  view: ViewContext,
  { tool, input }: FindingFix,
  titles: Readonly<Record<string, string>>,
): HTMLElement | undefined {
  const text = titles[tool];
  if (text === undefined) return undefined;
  const title = view.label('Opens the plan: nothing is done before you approve it');
  const made = button(text, { icon: icons[tool], title }, () => view.send({ type: 'call', tool, input }));
  return element('p', { class: 'fix' }, made);
}
