import * as vscode from 'vscode';
import type { ObjectDocuments } from '../documents/objectDocuments.ts';
import type { Host } from '../host.ts';
import { objectTarget, objectTargets, type ObjectTarget } from '../objectTarget.ts';
import { guardedCommand } from './guardedCommand.ts';

/** Commands about one object, from the tree's menus and from reports: short names for a tool with its input filled in. */
export function registerObjectCommands(host: Host, documents: ObjectDocuments): vscode.Disposable {
  const onObject = (id: string, run: (target: ObjectTarget) => unknown): vscode.Disposable =>
    guardedCommand(id, host.log, (argument) => {
      const target = objectTarget(argument);
      if (target === undefined) throw new Error(nothingSelected());
      return run(target);
    });
  const call = (tool: string, input: unknown): Thenable<unknown> =>
    vscode.commands.executeCommand(`kubeSre.tool.${tool}`, input);

  return vscode.Disposable.from(
    guardedCommand('kubeSre.openYaml', host.log, async (argument, selected) => {
      const all = objectTargets(Array.isArray(selected) ? selected : [argument]);
      if (all.length === 0) throw new Error(nothingSelected());
      // A preview would take the place of the one before
      for (const target of await asMany(all)) await documents.open(target, { preview: all.length === 1 });
    }),
    onObject('kubeSre.diagnose', (target) => call('diagnose_kubernetes_pod_issues', target)),
    onObject('kubeSre.timeline', (target) => call('get_resource_events_timeline', target)),
    onObject('kubeSre.trace', (target) => call('trace_service_chain', target)),
    onObject('kubeSre.revisions', (target) => call('get_deployment_revision_history', target)),
    onObject('kubeSre.logs', (target) => call('get_kubernetes_pod_logs', target)),
    onObject('kubeSre.previousLogs', ({ context, object }) => {
      const { namespace, name, container } = object;
      return call('get_kubernetes_pod_logs', { context, namespace, name, container, previous: true });
    }),
  );
}

function nothingSelected(): string {
  return vscode.l10n.t('Select an object in the Clusters view first.');
}

/** So many documents open without a question, and never more at once. */
const most = 10;

async function asMany(targets: readonly ObjectTarget[]): Promise<readonly ObjectTarget[]> {
  if (targets.length <= most) return targets;
  const first = vscode.l10n.t('Open the First {0}', most);
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} objects are selected. At most {1} documents open at once.', targets.length, most),
    { modal: true },
    first,
  );
  return chosen === first ? targets.slice(0, most) : [];
}
