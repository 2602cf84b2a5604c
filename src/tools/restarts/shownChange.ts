import { redact } from '../../core/redact.ts';
import type { TemplateChange } from '../../kube/templateChanges.ts';

/**
 * A change that may be shown. Cut out of its template a value no longer tells that it is the environment variable DB_PASSWORD, an
 * argument or an annotation: it is masked as what it was.
 */
export function shownChange({ path, before, after }: TemplateChange): TemplateChange {
  return {
    path,
    ...(before === undefined ? {} : { before: shownValue(path, before) }),
    ...(after === undefined ? {} : { after: shownValue(path, after) }),
  };
}

function shownValue(path: string, value: unknown): unknown {
  const variable = /\.env\[([^\]]+)\]\.value$/.exec(path)?.[1];
  if (variable !== undefined) return redact({ name: variable, value }).value;
  const [, map, key] = /\.(annotations|labels)\.(.+)$/.exec(path) ?? [];
  if (map !== undefined && key !== undefined) return redact({ [map]: { [key]: value } })[map]?.[key];
  const field = path.slice(path.lastIndexOf('.') + 1);
  return redact({ [field]: value })[field];
}
