import * as vscode from 'vscode';
import type { Scan } from '../../../core/scan.ts';

/** `shop · demo`: what a scan looked at. */
export function placeOf({ namespace, context }: Pick<Scan, 'namespace' | 'context'>): string {
  return [namespace ?? vscode.l10n.t('all namespaces'), context].filter((part) => part !== undefined).join(' · ');
}

/** `14:02:11`, by the person's clock and zone. */
export function timeOf({ takenAt }: Scan): string {
  return new Date(takenAt).toLocaleTimeString('en-GB');
}

/** `shop · demo · 14:02:11, 12 requests` */
export function scanText(scan: Scan): string {
  const { requests } = scan.stats;
  const said = requests === 1 ? vscode.l10n.t('1 request') : vscode.l10n.t('{0} requests', requests);
  return `${placeOf(scan)} · ${timeOf(scan)}, ${said}`;
}

/** Of pods in trouble that none of the findings is about. */
export function unexplainedText(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 pod is in trouble that no rule here explains')
    : vscode.l10n.t('{0} pods are in trouble that no rule here explains', count);
}
