import type { AnyTool } from '../../src/core/tool.ts';
import { referenceName } from './referenceName.ts';

const extension = 'kube-sre.kube-sre';

/** Without it an agent is not told of skills: it reads them as files. */
const readsSkills = 'read/readFile';

/** The agent's file with its list of tools made anew, each by its full reference name: `publisher.extension/toolReferenceName`. */
export function agentFile(before: string, tools: readonly AnyTool[]): string {
  const names = [readsSkills, ...tools.map(({ name }) => `${extension}/${referenceName(name)}`)];
  const list = `tools:\n${names.map((name) => `  - ${name}\n`).join('')}`;
  const after = before.replace(/^tools:.*\n(?: +- .*\n)*/m, list);
  if (!after.includes(list)) throw new Error('the agent has no tools: in its header');
  return after;
}
