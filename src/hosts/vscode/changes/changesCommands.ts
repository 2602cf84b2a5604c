import * as vscode from 'vscode';
import { isRecord } from '../../../core/json.ts';
import { guardedCommand } from '../commands/guardedCommand.ts';
import { askByPick, type Offer } from '../commands/quickPickStep.ts';
import type { Host } from '../host.ts';
import type { GrantTime } from './enabledChanges.ts';

interface Picked {
  readonly type: 'value';
  readonly time: GrantTime;
  /** As it stands in the modal's button: `for 15 minutes`. */
  readonly words: string;
}

const minute = 60_000;

/** Enabling changes, which ends in a modal whatever has called it, and switching them off, which asks nobody. */
export function registerChangesCommands(host: Host): vscode.Disposable {
  return vscode.Disposable.from(
    guardedCommand('kubeSre.enableChanges', host.log, (argument) => enable(host, argument)),
    guardedCommand('kubeSre.disableChanges', host.log, async (argument) => {
      await host.changes.disable(
        isRecord(argument) && typeof argument.context === 'string' ? argument.context : undefined,
      );
      vscode.window.setStatusBarMessage(vscode.l10n.t('Changes are off'), 3000);
    }),
  );
}

/** Of the argument no more than the context is taken. @returns whether they are enabled now */
async function enable(host: Host, argument: unknown): Promise<boolean> {
  const engine = await host.engines.get();
  host.target.learnContexts(await engine.contexts());
  const context = isRecord(argument) && typeof argument.context === 'string' ? argument.context : host.target.context;
  if (context === undefined) throw new Error(vscode.l10n.t('Choose a context first.'));
  const cluster = await engine.identity(context);
  const picked = await askByPick<Picked>({
    title: vscode.l10n.t('Enable Changes for {0}', context),
    placeholder: vscode.l10n.t('For how long'),
    value: undefined,
    fixed: times(),
  });
  if (picked.type !== 'value') return false;
  const act = vscode.l10n.t('Enable Changes');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Enable changes for {0}, {1}?', context, picked.words),
    {
      modal: true,
      detail: [
        vscode.l10n.t('Cluster: {0}', cluster.server),
        vscode.l10n.t(
          'Restart, delete, scale and roll back can then be asked for there, by you and by the model in chat. Each one shows its plan and waits for your answer, every time.',
        ),
      ].join('\n'),
    },
    act,
  );
  if (chosen !== act) return false;
  // The demo has another address after each start: what was kept for it would count for nothing, and be shown
  const isDemo = context === host.target.demoContext;
  await host.changes.enable(cluster, { ...picked.time, ...(isDemo ? { thisWindow: true } : {}) });
  return true;
}

function times(): readonly Offer<Picked>[] {
  const offer = (label: string, icon: string, words: string, time: GrantTime): Offer<Picked> => ({
    label,
    icon,
    answer: { type: 'value', time, words },
  });
  return [
    offer(vscode.l10n.t('15 minutes'), 'clock', vscode.l10n.t('for 15 minutes'), { milliseconds: 15 * minute }),
    offer(vscode.l10n.t('1 hour'), 'clock', vscode.l10n.t('for 1 hour'), { milliseconds: 60 * minute }),
    offer(vscode.l10n.t('Until this window closes'), 'window', vscode.l10n.t('until this window closes'), {
      thisWindow: true,
    }),
    offer(vscode.l10n.t('Until switched off'), 'circle-slash', vscode.l10n.t('until they are switched off'), {}),
  ];
}
