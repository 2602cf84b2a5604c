import * as vscode from 'vscode';

/** `1 critical, 2 warnings` */
export function severityCounts(critical: number, warnings: number): string {
  return warnings === 1
    ? vscode.l10n.t('{0} critical, 1 warning', critical)
    : vscode.l10n.t('{0} critical, {1} warnings', critical, warnings);
}
