import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { allRules } from '../../src/rules/allRules.ts';
import { allTools } from '../../src/tools/allTools.ts';
import { agentFile } from './agentFile.ts';
import { catalogSource } from './catalogSource.ts';
import { demoAnswers } from './demoAnswers.ts';
import { envelopeSchema } from './envelopeSchema.ts';
import { layersPicture } from './layersPicture.ts';
import { manifest } from './manifest.ts';
import { ManifestTexts } from './manifestTexts.ts';
import { rulePages } from './rulePages.ts';
import { settingsPage } from './settingsPage.ts';
import { toolPages } from './toolPages.ts';

const agent = 'media/chat/agents/kubeSre.agent.md';

export interface Generated {
  /** By path from the checkout's root. */
  readonly files: ReadonlyMap<string, string>;
  /** Folders in which nothing else may lie. */
  readonly ownedFolders: readonly string[];
}

export async function generatedFiles(root: string): Promise<Generated> {
  const texts = new ManifestTexts();
  const before: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const next = manifest(before, allTools, texts);
  const files = new Map<string, string>([
    ['package.json', json(next)],
    ['package.nls.json', json(texts.sorted())],
    ['docs/envelope.schema.json', json(envelopeSchema())],
    ['src/hosts/vscode/catalog.ts', catalogSource(allTools)],
    ['docs/settings.md', settingsPage(next, texts)],
    ['docs/images/layers.svg', layersPicture()],
    [agent, agentFile(readFileSync(path.join(root, agent), 'utf8'), allTools)],
    ...toolPages(allTools, await demoAnswers(allTools, root)),
    ...(await rulePages(allRules, allTools, root)),
  ]);
  for (const [file, text] of files)
    if (/\.(md|ts)$/.test(file)) files.set(file, await formatted(path.join(root, file), text));
  return { files, ownedFolders: ['docs/tools', 'docs/rules'] };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function formatted(filepath: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
