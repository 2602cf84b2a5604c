import * as vscode from 'vscode';
import type { Engine } from '../../../core/engine.ts';
import type { Host } from '../host.ts';
import { guardedCommand } from './guardedCommand.ts';
import { askByPick, type Offer } from './quickPickStep.ts';

interface Picked {
  readonly type: 'value';
  readonly value: string | undefined;
}

/** Choosing the context and namespace that a person works in, and opening the demo cluster. */
export function registerTargetCommands(host: Host): vscode.Disposable {
  return vscode.Disposable.from(
    guardedCommand('kubeSre.switchContext', host.log, () => switchContext(host)),
    guardedCommand('kubeSre.switchNamespace', host.log, () => switchNamespace(host)),
    guardedCommand('kubeSre.openDemo', host.log, () => openDemo(host)),
  );
}

/** The context, then its namespace. @returns the context; undefined: the person gave up before there was one */
async function switchContext(host: Host): Promise<string | undefined> {
  const engine = await host.engines.get();
  let chosen: string | undefined;
  for (;;) {
    const picked = await askByPick<Picked>({
      title: vscode.l10n.t('Switch Context'),
      step: 1,
      of: 2,
      placeholder: vscode.l10n.t('Context'),
      value: host.target.context,
      fixed: [],
      empty: vscode.l10n.t('The kubeconfig has no contexts.'),
      load: async () =>
        (await engine.contexts()).map(({ name, server, current }): Offer<Picked> => {
          const description = current ? vscode.l10n.t('{0} (current in the kubeconfig)', server) : server;
          return { label: name, description, icon: 'cloud', answer: { type: 'value', value: name } };
        }),
    });
    if (picked.type !== 'value' || picked.value === undefined) return chosen;
    chosen = picked.value;
    await host.target.useContext(chosen);
    if (!(await pickNamespace(host, engine, chosen, { step: 2, of: 2, canGoBack: true }))) return chosen;
  }
}

async function switchNamespace(host: Host): Promise<void> {
  const engine = await host.engines.get();
  host.target.learnContexts(await engine.contexts());
  const { context } = host.target;
  if (context === undefined) await switchContext(host);
  else await pickNamespace(host, engine, context, {});
}

/** True: the person wants back. */
async function pickNamespace(
  host: Host,
  engine: Engine,
  context: string,
  step: { readonly step?: number; readonly of?: number; readonly canGoBack?: boolean },
): Promise<boolean> {
  const icon = 'symbol-namespace';
  const picked = await askByPick<Picked>({
    ...step,
    title: vscode.l10n.t('Switch Namespace of {0}', context),
    placeholder: vscode.l10n.t('Namespace'),
    value: host.target.namespace,
    fixed: [{ label: vscode.l10n.t('All namespaces'), icon: 'dash', answer: { type: 'value', value: undefined } }],
    typed: (value) => ({ type: 'value', value }),
    load: async (signal) => {
      const names = await engine.namespaces(context, signal);
      host.target.learnTrouble(context, undefined);
      return names.map((name): Offer<Picked> => ({ label: name, icon, answer: { type: 'value', value: name } }));
    },
  });
  if (picked.type === 'value') await host.target.useNamespace(context, picked.value);
  return picked.type === 'back';
}

async function openDemo(host: Host): Promise<void> {
  const context = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Starting the demo cluster') },
    async () => {
      const engine = await host.engines.get();
      const context = await engine.startDemo();
      await host.target.useDemo(context);
      return context;
    },
  );
  await vscode.commands.executeCommand('kubeSre.clusters.focus');
  await vscode.commands.executeCommand('kubeSre.refresh');
  await vscode.commands.executeCommand('kubeSre.connect', { context });
}
