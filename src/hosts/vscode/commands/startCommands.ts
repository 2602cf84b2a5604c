import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { openChat } from '../openChat.ts';
import { guardedCommand } from './guardedCommand.ts';

/** The walkthrough, the first question in chat, and what tells the walkthrough that a step was done in another way. */
export function registerStartCommands({ extension, target, log, calls, steps }: Host): vscode.Disposable {
  return vscode.Disposable.from(
    guardedCommand('kubeSre.openWalkthrough', log, () => {
      // With its step: the page draws itself anew when another extension adds a walkthrough, and would show the list of all again.
      const place = { category: `${extension.extension.id}#start`, step: 'connect' };
      steps.opened();
      return vscode.commands.executeCommand('workbench.action.openWalkthrough', place, false);
    }),
    guardedCommand('kubeSre.askInChat', log, () =>
      openChat(
        target.isDemo
          ? vscode.l10n.t('The api of my shop does not answer. Find out why.')
          : vscode.l10n.t('My application does not answer. Find out why.'),
      ),
    ),
    calls(({ context, surface, error }) => {
      if (error !== undefined) return;
      if (context !== undefined) steps.done('connected');
      if (surface === 'chat' || surface === 'palette') steps.done('asked');
    }),
  );
}
