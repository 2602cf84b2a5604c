import type { JsonObject } from '../../core/json.ts';
import { shownTemplate } from './shownTemplate.ts';
import { templateDifference } from './templateDifference.ts';

/** How many differences are said in one line. */
const mostSaid = 3;

/** What becomes of a pod template, in one line: `spec.containers[web].image nginx:1.2 → nginx:1.3 and 2 more fields`. */
export function differencesText(before: JsonObject, after: JsonObject, salt: string): string {
  // Masked while each value has its name, and marked: a credential that is all that changes must not read as no change
  const all = templateDifference(shownTemplate(before, salt), shownTemplate(after, salt));
  if (all.length === 0) return 'its pod template stays as it is';
  const said = all.slice(0, mostSaid).map((one) => `${one.path} ${becomesText(one.before, one.after)}`);
  const more = all.length - mostSaid;
  return `${said.join(', ')}${more > 0 ? ` and ${more} more ${more === 1 ? 'field' : 'fields'}` : ''}`;
}

/** `nginx:1.2 → nginx:1.3`: values as parts of a line, short, from where they differ; what is not there is `none`. */
export function becomesText(before: unknown, after: unknown): string {
  const [from, to] = [valueText(before), valueText(after)];
  const cut = from.slice(0, longest) === to.slice(0, longest) ? alikeAtFirst(from, to) : 0;
  return `${shortened(from, cut)} → ${shortened(to, cut)}`;
}

const longest = 60;

function valueText(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? 'none' : JSON.stringify(value);
}

/** Up to the last space or mark before they differ, so that no word is cut. */
function alikeAtFirst(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return one.slice(0, at).search(/[^\s,;[{/&?]*$/);
}

function shortened(text: string, from: number): string {
  const rest = text.slice(from);
  return `${from > 0 ? '…' : ''}${rest.length > longest ? `${rest.slice(0, longest)}…` : rest}`;
}
