import { readFileSync } from 'node:fs';
import { isRecord } from '../../src/core/json.ts';

/** A command as the palette lists it, `Kube SRE: Open the Demo Cluster`, from the manifest and its texts of a language. */
export function commandTitle(command: string, locale?: 'zh-cn'): string {
  const contributes = read('package.json').contributes;
  const commands = isRecord(contributes) && Array.isArray(contributes.commands) ? contributes.commands : [];
  const entry = commands.filter(isRecord).find((one) => one.command === command);
  if (entry === undefined) throw new Error(`The manifest has no command ${command}.`);
  const title = String(entry.title);
  const key = /^%(.+)%$/.exec(title)?.[1];
  return `${String(entry.category)}: ${key === undefined ? title : String(read(locale === undefined ? 'package.nls.json' : `package.nls.${locale}.json`)[key])}`;
}

function read(file: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
  return isRecord(value) ? value : {};
}
