import * as vscode from 'vscode';
import type { Scan } from '../../../core/scan.ts';

/** `shop · demo`: what a scan looked at. */
export function placeOf({ namespace, context, only }: Pick<Scan, 'namespace' | 'context' | 'only'>): string {
  return [namespace ?? allOf(only), context].filter((part) => part !== undefined).join(' · ');
}

/** A scan of all namespaces looked at those that the person may read. */
function allOf(only: Scan['only']): string {
  if (only === undefined) return vscode.l10n.t('all namespaces');
  const [first, ...others] = only;
  if (first === undefined) return vscode.l10n.t('no namespace that you may read');
  return others.length === 0
    ? vscode.l10n.t('{0}, which you may read', first)
    : vscode.l10n.t('{0} namespaces that you may read', only.length);
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

/** The names of those, where there are too many for a title. */
export function namesOf({ only = [] }: Scan): string {
  return only.length > 1 ? only.join(', ') : '';
}

/** Of pods in trouble that none of the findings is about. */
export function unexplainedText(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 pod is in trouble that no rule here explains')
    : vscode.l10n.t('{0} pods are in trouble that no rule here explains', count);
}
