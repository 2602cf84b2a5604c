import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord } from '../../src/core/json.ts';
import { collectTexts } from './collectTexts.ts';
import { namesInEnglish } from './namesInEnglish.ts';
import { textProblems, type TextProblems } from './textProblems.ts';

export const chineseFiles = { runTime: 'l10n/bundle.l10n.zh-cn.json', manifest: 'package.nls.zh-cn.json' } as const;

/** How the Chinese files stand to what the sources and the manifest say, by file. */
export function chineseTexts(root: string): Readonly<Record<string, TextProblems>> {
  const runTime = new Map([...collectTexts(root).texts.keys()].map((text) => [text, text]));
  const manifest = new Map(Object.entries(read(root, 'package.nls.json')));
  return {
    [chineseFiles.runTime]: textProblems(runTime, read(root, chineseFiles.runTime), namesInEnglish),
    [chineseFiles.manifest]: textProblems(manifest, read(root, chineseFiles.manifest), namesInEnglish),
  };
}

function read(root: string, file: string): Readonly<Record<string, string>> {
  const parsed: unknown = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  if (!isRecord(parsed)) throw new Error(`${file} is no object`);
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
