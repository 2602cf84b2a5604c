import * as vscode from 'vscode';
import type { ScanScope } from '../../../core/scan.ts';
import { askByPick, type Offer } from '../commands/quickPickStep.ts';
import type { Host } from '../host.ts';

interface Picked {
  readonly type: 'value';
  readonly value: string | undefined;
}

/** Asks for one namespace of the active context, or all; undefined: the person gave up. */
export async function pickScanNamespace({ engines, target }: Host): Promise<ScanScope | undefined> {
  const engine = await engines.get();
  const contexts = await engine.contexts();
  target.learnContexts(contexts);
  const { context } = target;
  // Without a context that there is nothing can be listed; the scan asks for one, and for its namespace.
  if (context === undefined || !contexts.some(({ name }) => name === context))
    return context === undefined ? {} : { context };
  const icon = 'symbol-namespace';
  const picked = await askByPick<Picked>({
    title: vscode.l10n.t('Scan a Namespace of {0}', context),
    placeholder: vscode.l10n.t('Namespace'),
    value: target.namespace,
    fixed: [{ label: vscode.l10n.t('All namespaces'), icon: 'dash', answer: { type: 'value', value: undefined } }],
    typed: (value) => ({ type: 'value', value }),
    load: async (signal) => {
      const names = await engine.namespaces(context, signal);
      return names.map((label): Offer<Picked> => ({ label, icon, answer: { type: 'value', value: label } }));
    },
  });
  if (picked.type !== 'value') return undefined;
  return picked.value === undefined ? { context } : { context, namespace: picked.value };
}
