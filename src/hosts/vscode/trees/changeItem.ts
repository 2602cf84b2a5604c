import * as vscode from 'vscode';
import type { JournaledChange } from '../../../core/journal.ts';
import { changeReason, changeState, wayBack, type ChangeState, type Onlooker } from '../../journal/changeState.ts';
import { dayTime } from '../dayTime.ts';
import { surfaceWord } from './readItem.ts';

const longestReason = 200;

export interface ChangeOnlooker extends Onlooker {
  /** Of this machine. */
  readonly user: string;
}

/** A line of the journal: `✓ 14:02 Scale shop/cart from 1 to 3   you · demo`. Text of a cluster stands in plain strings. */
export function changeItem(change: JournaledChange, by: ChangeOnlooker): vscode.TreeItem {
  const { intent } = change;
  const state = changeState(change, by);
  const label = `${dayTime(intent.at, new Date(by.now), vscode.env.language)} ${intent.title}`;
  const reason = state === 'done' || state === 'undone' ? undefined : changeReason(change);
  const who = intent.by.user === by.user && intent.by.host === by.host ? vscode.l10n.t('you') : intent.by.user;
  const parts = [who, intent.cluster.context, ...(state === 'done' ? [] : [stateText(state, reason)])];
  const drawn = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  drawn.id = `change ${intent.id}`;
  drawn.description = parts.join(' · ');
  drawn.tooltip = tooltip(change, state, reason);
  drawn.iconPath = stateIcon(state);
  drawn.contextValue = wayBack(change) === 'possible' ? 'change undoable' : 'change';
  drawn.accessibilityInformation = { label: [label, stateWord(state), ...parts].join(', ') };
  drawn.command = {
    command: 'kubeSre.openChange',
    title: vscode.l10n.t('Open'),
    arguments: [{ type: 'change', id: intent.id }],
  };
  return drawn;
}

function tooltip(change: JournaledChange, state: ChangeState, reason: string | undefined): string {
  const { title, effect, at, cluster, by, approvedBy, surface, id } = change.intent;
  return [
    title,
    effect,
    new Date(at).toLocaleString(vscode.env.language),
    vscode.l10n.t('Context {0}', cluster.context),
    vscode.l10n.t('Server {0}', cluster.server),
    `${by.user}@${by.host}, ${surfaceWord(surface)}`,
    vscode.l10n.t('approved by {0}', approvedBy),
    stateText(state, reason),
    ...(state === 'running' ? [] : [backText(change)]),
    id,
  ].join('\n');
}

function backText(change: JournaledChange): string {
  const { intent, undoneBy = '' } = change;
  switch (wayBack(change)) {
    case 'undone':
      return vscode.l10n.t('undone by {0}', undoneBy);
    case 'possible':
      return vscode.l10n.t('can be undone');
    case 'impossible':
      return vscode.l10n.t('cannot be undone: {0}', intent.undo.because ?? '');
    case 'over':
      return vscode.l10n.t('cannot be undone any more: its rollout has ended');
    case 'nothing':
      return vscode.l10n.t('nothing of it was done');
    case 'unclear':
      return vscode.l10n.t('look at the object before anything else');
  }
}

function stateText(state: ChangeState, reason: string | undefined): string {
  const short = reason === undefined || reason.length <= longestReason ? reason : `${reason.slice(0, longestReason)}…`;
  return short === undefined ? stateWord(state) : vscode.l10n.t('{0}: {1}', stateWord(state), short);
}

function stateWord(state: ChangeState): string {
  switch (state) {
    case 'running':
      return vscode.l10n.t('still running');
    case 'unfinished':
      return vscode.l10n.t('unfinished: look at the object, nobody has kept what came of it');
    case 'settling':
      return vscode.l10n.t('written, not settled yet');
    case 'unseen':
      return vscode.l10n.t('written, nobody has seen whether it settled');
    case 'done':
      return vscode.l10n.t('done');
    case 'unsettled':
      return vscode.l10n.t('done, not settled');
    case 'undone':
      return vscode.l10n.t('undone');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'partial':
      return vscode.l10n.t('done in part');
    case 'unknown':
      return vscode.l10n.t('not known whether it was done');
  }
}

/** ✓ ✗ and what is neither. */
function stateIcon(state: ChangeState): vscode.ThemeIcon {
  switch (state) {
    case 'running':
    case 'settling':
      return new vscode.ThemeIcon('loading~spin');
    case 'done':
      return new vscode.ThemeIcon('check', new vscode.ThemeColor('testing.iconPassed'));
    case 'undone':
      return new vscode.ThemeIcon('discard', new vscode.ThemeColor('descriptionForeground'));
    case 'failed':
      return new vscode.ThemeIcon('close', new vscode.ThemeColor('testing.iconFailed'));
    case 'unsettled':
    case 'partial':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    case 'unfinished':
    case 'unseen':
    case 'unknown':
      return new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'));
  }
}
