import type { JsonObject } from '../../core/json.ts';
import { redactObject } from '../../core/redact.ts';
import { templateDifference } from './templateDifference.ts';

/** How many differences are said in one line. */
const mostSaid = 3;

/** What becomes of a pod template, in one line: `spec.containers[web].image nginx:1.2 → nginx:1.3 and 2 more fields`. */
export function differencesText(before: JsonObject, after: JsonObject): string {
  // Shown in one line, where nothing tells a credential from another text any more
  const all = templateDifference(redactObject(before), redactObject(after));
  const said = all.slice(0, mostSaid).map((one) => `${one.path} ${valueText(one.before)} → ${valueText(one.after)}`);
  const more = all.length - mostSaid;
  return `${said.join(', ')}${more > 0 ? ` and ${more} more ${more === 1 ? 'field' : 'fields'}` : ''}`;
}

/** A value as part of a line, short; what is not there is `none`. */
export function valueText(value: unknown): string {
  const said = typeof value === 'string' ? value : value === undefined ? 'none' : JSON.stringify(value);
  return said.length > 60 ? `${said.slice(0, 60)}…` : said;
}
