import * as vscode from 'vscode';
import { isRecord } from '../../../core/json.ts';
import type { ScanScope } from '../../../core/scan.ts';
import { guardedCommand } from '../commands/guardedCommand.ts';
import type { Host } from '../host.ts';
import { withLateProgress } from '../lateProgress.ts';
import { openChat } from '../openChat.ts';
import type { FindingItem, FindingLine, Grouping } from './findingItem.ts';
import { decidingField } from './findingLines.ts';
import { FindingsTree } from './findingsTree.ts';
import { copyText, findingQuestion } from './findingText.ts';
import { knownScope } from './knownScope.ts';
import { pickScanNamespace } from './pickScanNamespace.ts';
import { placeOf, scanText, unexplainedText } from './scanWords.ts';
import { scanScope } from './scanScope.ts';
import { severityCounts } from './severityCounts.ts';

const groupingKey = 'kubeSre.findings.grouping';

/** The Findings view and its commands. */
export function registerFindingsView(host: Host): vscode.Disposable {
  const { globalState } = host.extension;
  const grouping: Grouping = globalState.get(groupingKey) === 'object' ? 'object' : 'severity';
  const tree = new FindingsTree(grouping);
  const view = vscode.window.createTreeView('kubeSre.findings', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  void setContext(groupingKey, grouping);
  let running: AbortController | undefined;

  /** A later scan takes the place of one that is under way. */
  const scan = async (asked: ScanScope): Promise<void> => {
    const engine = await host.engines.get();
    const scope = await knownScope(asked, { contexts: () => engine.contexts(), choose: () => chooseScope(host) });
    if (scope === undefined) return;
    running?.abort();
    const own = new AbortController();
    running = own;
    await vscode.commands.executeCommand('kubeSre.findings.focus', { preserveFocus: true });
    const context = scope.context ?? host.target.context;
    const named = context === undefined ? scope : { ...scope, context };
    const work = withLateProgress(vscode.l10n.t('Scanning {0}', placeOf(named)), (signal, onProgress) =>
      engine.scan(scope, { signal: AbortSignal.any([signal, own.signal]), onProgress, fresh: true }),
    );
    const result = await vscode.window.withProgress({ location: { viewId: 'kubeSre.findings' } }, () => work);
    if (running === own) running = undefined;
    if (result === undefined || own.signal.aborted) return;
    tree.show(result, engine.fixes);
    await draw();
  };

  const draw = async (): Promise<void> => {
    await setContext('kubeSre.findings', tree.scan === undefined ? 'failed' : 'scanned');
    view.description = tree.scan === undefined ? '' : scanText(tree.scan);
    const critical = tree.lines.count('critical');
    const warnings = tree.lines.count('warning');
    const pods = tree.scan?.unexplained.count ?? 0;
    const value = critical + warnings + pods;
    const tooltip = [severityCounts(critical, warnings), ...(pods === 0 ? [] : [unexplainedText(pods)])].join('\n');
    view.badge = value === 0 ? undefined : { value, tooltip };
  };

  const group = async (to: Grouping): Promise<void> => {
    tree.group(to);
    await setContext(groupingKey, to);
    await globalState.update(groupingKey, to);
  };

  const command = (id: string, run: (argument: unknown) => unknown): vscode.Disposable =>
    guardedCommand(id, host.log, run);
  const onFinding = (id: string, run: (line: FindingLine) => unknown): vscode.Disposable =>
    command(id, (argument) => {
      const line = isLine(argument) ? argument : view.selection[0];
      if (line?.type !== 'finding') throw new Error(vscode.l10n.t('Select a finding first.'));
      return run(line);
    });

  return vscode.Disposable.from(
    view,
    tree,
    { dispose: () => running?.abort() },
    // The editor hands the focused line to a button of the view's title, which is not about that line.
    command('kubeSre.scan', (argument) =>
      scan((isLine(argument) ? undefined : scanScope(argument)) ?? targetScope(host)),
    ),
    command('kubeSre.scanNamespace', async () => {
      const scope = await pickScanNamespace(host);
      if (scope !== undefined) await scan(scope);
    }),
    command('kubeSre.groupFindingsByObject', () => group('object')),
    command('kubeSre.groupFindingsBySeverity', () => group('severity')),
    command('kubeSre.showMoreFindings', (argument) => {
      if (isRecord(argument) && typeof argument.group === 'string') tree.showMore(argument.group);
    }),
    command('kubeSre.copyFindings', async (argument) => {
      const chosen = isLine(argument) && !view.selection.includes(argument) ? [argument] : view.selection;
      const text = chosen.flatMap((item) => copyText(item) ?? []).join('\n');
      if (text !== '') await vscode.env.clipboard.writeText(text);
    }),
    onFinding('kubeSre.openDecidingField', ({ context, finding }) =>
      vscode.commands.executeCommand('kubeSre.openYaml', { context, ...decidingField(finding) }),
    ),
    onFinding('kubeSre.askAboutFinding', ({ context, finding }) => openChat(findingQuestion(context, finding))),
  );
}

async function chooseScope(host: Host): Promise<ScanScope | undefined> {
  const context = await vscode.commands.executeCommand<string | undefined>('kubeSre.switchContext');
  return context === undefined ? undefined : targetScope(host);
}

function targetScope({ target: { chosen, namespace } }: Host): ScanScope {
  return {
    ...(chosen === undefined ? {} : { context: chosen }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** Menus give the line itself; commands may be called with anything. */
function isLine(argument: unknown): argument is FindingItem {
  return isRecord(argument) && typeof argument.type === 'string' && typeof argument.id === 'string';
}

async function setContext(key: string, value: unknown): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}
