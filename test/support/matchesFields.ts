import { isRecord } from '../../src/core/json.ts';

/** `status.phase!=Running,spec.nodeName=node-1` against any object. Fields that are absent count as empty, as in the server. */
export function matchesFields(object: unknown, selector: string): boolean {
  // A backslash takes the meaning from the comma, the equals sign or the backslash after it.
  return (selector.match(/(?:\\.|[^\\,])+/g) ?? [])
    .filter((term) => term.trim() !== '')
    .every((term) => {
      const match = /^\s*([^=!\s]+)\s*(==|=|!=)\s*(.*?)\s*$/.exec(term);
      if (match === null) return false;
      const [, path = '', operator, wanted = ''] = match;
      return (fieldText(object, path) === wanted.replace(/\\(.)/g, '$1')) === (operator !== '!=');
    });
}

function fieldText(object: unknown, path: string): string {
  let value: unknown = object;
  for (const key of path.split('.')) value = isRecord(value) ? value[key] : undefined;
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}
