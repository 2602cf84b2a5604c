import * as vscode from 'vscode';
import type { ObjectDocuments } from '../documents/objectDocuments.ts';
import type { Host } from '../host.ts';
import { objectTarget, type ObjectTarget } from '../objectTarget.ts';
import { guardedCommand } from './guardedCommand.ts';

/** Commands about one object, from the tree's menus and from reports: short names for a tool with its input filled in. */
export function registerObjectCommands(host: Host, documents: ObjectDocuments): vscode.Disposable {
  const onObject = (id: string, run: (target: ObjectTarget) => unknown): vscode.Disposable =>
    guardedCommand(id, host.log, (argument) => {
      const target = objectTarget(argument);
      if (target === undefined) throw new Error(vscode.l10n.t('Select an object in the Clusters view first.'));
      return run(target);
    });
  const call = (tool: string, input: unknown): Thenable<unknown> =>
    vscode.commands.executeCommand(`kubeSre.tool.${tool}`, input);

  return vscode.Disposable.from(
    onObject('kubeSre.openYaml', (target) => documents.open(target)),
    onObject('kubeSre.timeline', (target) => call('get_resource_events_timeline', target)),
    onObject('kubeSre.trace', (target) => call('trace_service_chain', target)),
    onObject('kubeSre.logs', (target) => call('get_kubernetes_pod_logs', target)),
    onObject('kubeSre.previousLogs', ({ context, object }) => {
      const { namespace, name, container } = object;
      return call('get_kubernetes_pod_logs', { context, namespace, name, container, previous: true });
    }),
  );
}
