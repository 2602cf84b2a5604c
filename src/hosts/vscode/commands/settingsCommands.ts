import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { guardedCommand } from './guardedCommand.ts';

/** The log, the settings, and what a changed setting entails. */
export function registerSettingsCommands({ log, engines }: Host): vscode.Disposable {
  return vscode.Disposable.from(
    guardedCommand('kubeSre.showLog', log, () => log.show()),
    guardedCommand('kubeSre.openKubeconfigSettings', log, () =>
      vscode.commands.executeCommand('workbench.action.openSettings', 'kubeSre.kubeconfig'),
    ),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (!change.affectsConfiguration('kubeSre.kubeconfig')) return;
      await engines.reset();
      await vscode.commands.executeCommand('kubeSre.refresh');
    }),
  );
}
