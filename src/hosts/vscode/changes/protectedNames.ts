import * as vscode from 'vscode';
import type { ChangeSwitch } from '../../../core/approval.ts';

/** What the settings protect besides what is protected anyway: they can only be stricter. A workspace has no say in it. */
export const protectedNames: NonNullable<ChangeSwitch['protects']> = () => ({
  contexts: names('protectedContexts'),
  namespaces: names('protectedNamespaces'),
});

function names(setting: string): readonly string[] {
  const value = vscode.workspace.getConfiguration('kubeSre').get<unknown>(setting);
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.filter((one): one is string => typeof one === 'string' && one !== '');
}
