import { english } from '../../core/label.ts';
import { openEngine } from './openEngine.ts';
import type { Terminal } from './terminal.ts';

/** The tools there are: by name and purpose, or as JSON with their schemas. */
export async function toolsCommand(json: boolean, terminal: Terminal): Promise<number> {
  const engine = await openEngine({ demo: false }, terminal);
  const tools = engine.tools();
  if (json) {
    const shown = tools.map(({ name, group, risk, title, modelDescription, inputSchema }) => {
      return { name, group, risk, title: english(title), description: modelDescription, inputSchema };
    });
    terminal.out(`${JSON.stringify(shown, null, 2)}\n`);
    return 0;
  }
  const width = Math.max(...tools.map(({ name }) => name.length));
  for (const { name, userDescription } of tools) terminal.out(`${name.padEnd(width)}  ${english(userDescription)}\n`);
  return 0;
}
