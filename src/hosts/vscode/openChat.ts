import * as vscode from 'vscode';

/** Opens chat in agent mode with a text in its box, which the person ends and sends. */
export async function openChat(query: string): Promise<void> {
  const commands = await vscode.commands.getCommands(true);
  if (!commands.includes('workbench.action.chat.open'))
    throw new Error(
      vscode.l10n.t('There is no chat in this editor. Install Copilot Chat, or use the commands instead.'),
    );
  await vscode.commands.executeCommand('workbench.action.chat.open', { query, mode: 'agent', isPartialQuery: true });
}
