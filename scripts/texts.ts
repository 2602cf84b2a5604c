import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord } from '../src/core/json.ts';
import { root } from '../test/support/sourceImports.ts';
import { chineseTexts } from './texts/chineseTexts.ts';

/** Sorts the Chinese files, drops what nobody says any more, and prints what is missing or wrong as JSON. */
for (const [file, { missing, unused, wrong }] of Object.entries(chineseTexts(root))) {
  const place = path.join(root, file);
  const texts: unknown = JSON.parse(readFileSync(place, 'utf8'));
  if (!isRecord(texts)) throw new Error(`${file} is no object`);
  const gone = new Set(unused);
  const kept = Object.entries(texts).filter(([key]) => !gone.has(key));
  const sorted = Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(place, `${JSON.stringify(sorted, null, 2)}\n`);
  console.log(JSON.stringify({ file, dropped: unused, missing, wrong }, null, 2));
}
