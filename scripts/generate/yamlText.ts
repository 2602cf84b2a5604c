import { CORE_SCHEMA, dump } from 'js-yaml';
import { isRecord } from '../../src/core/json.ts';

/** What is longer than this in one line is laid out over several. */
const widest = 180;

/** YAML for reading: small things in one line, each object of a list on a line of its own, texts of many lines as such. */
export function yamlText(value: unknown): string {
  return `${layout(value).join('\n')}\n`;
}

function layout(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => item(entry));
  if (isRecord(value)) return Object.entries(value).flatMap(([key, one]) => field(key, one));
  return [flow(value)];
}

function field(key: string, value: unknown): readonly string[] {
  if (typeof value === 'string' && value.includes('\n'))
    return [`${flow(key)}: |`, ...indented(value.trimEnd().split('\n'))];
  const text = flow(value);
  const isList = Array.isArray(value) && value.some(isRecord);
  return text.length <= widest && !isList ? [`${flow(key)}: ${text}`] : [`${flow(key)}:`, ...indented(layout(value))];
}

function item(value: unknown): readonly string[] {
  const text = flow(value);
  if (text.length <= widest || !isRecord(value)) return [`- ${text}`];
  const [first = '', ...rest] = layout(value);
  return [`- ${first}`, ...indented(rest)];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

function flow(value: unknown): string {
  return dump(value, { flowLevel: 0, lineWidth: -1, schema: CORE_SCHEMA }).trimEnd();
}
