import * as vscode from 'vscode';
import type { Group } from '../../core/group.ts';

/** The user's own kubeconfig, where one is set. Scope `application`: the workspace has no say in it. */
export function kubeconfigSetting(): string | undefined {
  const path = vscode.workspace.getConfiguration('kubeSre').get<string>('kubeconfig')?.trim();
  return path === undefined || path === '' ? undefined : path;
}

export function groupEnabled(group: Group): boolean {
  return vscode.workspace.getConfiguration('kubeSre.tools').get<boolean>(group, true);
}
