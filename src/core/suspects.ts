import { isRecord } from './json.ts';
import { isSuspectText } from './suspectText.ts';

/** Dotted paths of the strings in `value` that read like an instruction to a model; at most 10. */
export function suspects(value: unknown, path: string): readonly string[] {
  const found: string[] = [];
  collect(value, path, found);
  return found;
}

function collect(value: unknown, path: string, found: string[]): void {
  if (found.length >= 10) return;
  if (typeof value === 'string') {
    if (isSuspectText(value)) found.push(path);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => collect(item, `${path}.${index}`, found));
  } else if (isRecord(value)) {
    for (const [key, inner] of Object.entries(value)) collect(inner, `${path}.${key}`, found);
  }
}
