import * as vscode from 'vscode';
import { isRecord } from '../../../core/json.ts';
import type { Engine } from '../../../core/engine.ts';
import type { ChangeRunner } from '../changes/changeRunner.ts';
import type { CatalogEntry } from '../catalogEntry.ts';
import type { Host } from '../host.ts';
import { localizeTitle } from '../localize.ts';
import { inputFor, objectTarget } from '../objectTarget.ts';
import type { Reports } from '../panels/reports.ts';
import { runTool } from '../runTool.ts';
import { guardedCommand } from './guardedCommand.ts';
import { askForInput, type Input } from './promptFlow.ts';
import { QuickAsker } from './quickAsker.ts';

/**
 * One command for each tool, `kubeSre.tool.<name>`. From the palette it asks step by step; with an argument (a tree item, an
 * object of a cluster, or the tool's input) it asks only for what is missing. The answer opens as a report.
 */
export function registerToolCommands(host: Host, reports: Reports, changes: ChangeRunner): vscode.Disposable {
  return vscode.Disposable.from(
    ...host.catalog.map((entry) =>
      guardedCommand(`kubeSre.tool.${entry.name}`, host.log, (argument) =>
        run(host, { reports, changes }, entry, argument),
      ),
    ),
  );
}

async function run(
  host: Host,
  { reports, changes }: { readonly reports: Reports; readonly changes: ChangeRunner },
  entry: CatalogEntry,
  argument: unknown,
): Promise<void> {
  const engine = await host.engines.get();
  const given = argumentInput(engine, entry, argument);
  const asker = new QuickAsker(engine, entry.name, localizeTitle(entry).replace(/…$/, ''));
  const input = await askForInput(engine.prompts(entry.name), given ?? targetInput(host), asker, {
    direct: given !== undefined,
  });
  if (input === undefined) return;
  const surface = given === undefined ? 'palette' : 'tree';
  // What came of a change is told of, and stands in the Changes view
  if (entry.risk !== 'read') {
    await changes.run(entry.name, input, surface);
    return;
  }
  const result = await runTool(host, entry.name, input, { surface });
  if (result !== undefined) await reports.show(entry.name, input, result);
}

function argumentInput(engine: Engine, entry: CatalogEntry, argument: unknown): Input | undefined {
  const target = objectTarget(argument);
  if (target !== undefined) {
    const fields = new Set(engine.prompts(entry.name).map((prompt) => prompt.field));
    return inputFor(target, (field) => fields.has(field));
  }
  return isRecord(argument) ? argument : undefined;
}

/** The context comes with the call (runTool.ts), where the tool takes one. */
function targetInput({ target }: Host): Input {
  return target.namespace === undefined ? {} : { namespace: target.namespace };
}
