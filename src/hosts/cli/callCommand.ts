import type { Block } from '../../core/blocks.ts';
import { english } from '../../core/label.ts';
import { mapLabels } from '../export/mapLabels.ts';
import { outlineMarkdown } from '../export/outlineMarkdown.ts';
import { reportOutline } from '../export/reportOutline.ts';
import { approveFault } from './approveFault.ts';
import { exitCode } from './exitCode.ts';
import { flagConflict } from './flagConflict.ts';
import { lastingDemo } from '../terminal/lastingDemo.ts';
import { openEngine, type EngineFlags } from './openEngine.ts';
import { operatorApproval } from './operatorApproval.ts';
import { progressLine } from '../terminal/progressLine.ts';
import type { Terminal } from './terminal.ts';
import { usage } from './usage.ts';

/** `call TOOL JSON`: the envelope as one JSON object on standard output, whatever happens; with `--markdown` the whole report. */
export async function callCommand(
  [tool, json, ...more]: readonly string[],
  flags: EngineFlags & { readonly pretty: boolean; readonly markdown: boolean; readonly approve?: string | undefined },
  terminal: Terminal,
): Promise<number> {
  if (tool === undefined || more.length > 0) {
    terminal.err(usage);
    return 2;
  }
  const conflict = flagConflict(flags);
  if (conflict !== undefined) {
    terminal.err(conflict);
    return 2;
  }
  const fault = approveFault(tool, flags.approve);
  if (fault !== undefined) {
    terminal.out(`${JSON.stringify(fault, null, flags.pretty ? 2 : undefined)}\n`);
    return exitCode(fault);
  }
  const engine = await openEngine(flags, terminal);
  const started = performance.now();
  try {
    const { envelope, blocks } = await engine.call(tool, parsed(json ?? '{}'), {
      signal: terminal.signal,
      surface: 'cli',
      approve: operatorApproval(flags.approve, terminal),
      // A report is for people: nothing of it is cut
      ...(flags.markdown ? { budgetTokens: Infinity } : {}),
      onProgress: (progress) => {
        // What is done within half a second needs no progress; a login or a wait is always said.
        if (progress.type !== 'reading' || performance.now() - started > 500)
          terminal.err(`${progressLine(progress)}\n`);
      },
    });
    if (flags.markdown) {
      const title = engine.tools().find(({ name }) => name === tool)?.title;
      const report = { title: title === undefined ? tool : english(title), envelope, blocks: blocks.map(inEnglish) };
      terminal.out(outlineMarkdown(reportOutline(report, (word) => word)));
    } else terminal.out(`${JSON.stringify(envelope, null, flags.pretty ? 2 : undefined)}\n`);
    if (flags.demo && envelope.blockedBy === 'approval')
      terminal.err(`kube-sre: this demo cluster ends with the command, and the plan with it. ${lastingDemo}\n`);
    return exitCode(envelope);
  } finally {
    await engine.dispose();
  }
}

function inEnglish(block: Block): Block<string> {
  return mapLabels(block, english);
}

/** What is not JSON goes to the input check as it is, which then says that it wants an object; so does a null that was written out. */
function parsed(json: string): unknown {
  try {
    return (JSON.parse(json) as unknown) ?? json;
  } catch {
    return json;
  }
}
