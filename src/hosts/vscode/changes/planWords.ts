import type { ClusterIdentity } from '../../../core/approval.ts';
import { english, label, type Label, type LabelArgument } from '../../../core/label.ts';
import type { BlastRadius, Plan, PlanUndo } from '../../../core/plan.ts';

export interface PlanWords {
  /** `Scale shop/cart from 1 to 3?` */
  readonly question: Label;
  /** Where, what, whom it hits, what was checked, how it is taken back. */
  readonly lines: readonly Label[];
}

/** What a person is told before they say yes; the chat's card and the modal say the same. Cluster text is not markup. */
export function planWords(
  plan: Plan,
  { context, server }: Pick<ClusterIdentity, 'context' | 'server'>,
  { changedSinceShown = false } = {},
): PlanWords {
  return {
    question: label('{0}?', plan.title),
    lines: [
      ...(changedSinceShown
        ? [label('Changed since shown: the cluster has moved, and this is what would happen now.')]
        : []),
      label('In {0} ({1})', context, server),
      said(plan.effect),
      ...warningsOf(plan).map((text) => label('⚠ {0}', ended(text))),
      radiusLine(plan.blastRadius),
      checkedLine(plan),
      undoLine(plan.undo),
      ...(plan.protected === undefined ? [] : [protectedLine(plan.protected)]),
    ],
  };
}

/** Of the protection there is a line that can be translated. */
function warningsOf({ warnings, protected: guarded }: Plan): readonly string[] {
  return guarded === undefined ? warnings : warnings.filter((text) => text !== english(protectedLine(guarded)));
}

export function protectedLine({ what, name }: NonNullable<Plan['protected']>): Label {
  return what === 'namespace'
    ? label('Namespace {0} is protected: its name has to be typed.', name)
    : label('Context {0} is protected: its name has to be typed.', name);
}

function radiusLine(radius: BlastRadius): Label {
  const { podsAdded, podsRemoved, services = [], dependents = [] } = radius;
  const { disruptionBudget, autoscaler, managedBy, quota } = radius;
  // Left out: it could not be looked at, or nobody has; what speaks of pods speaks where pods come or go
  const unknown = [
    ...(disruptionBudget === undefined && podsRemoved > 0 ? [label('disruption budgets')] : []),
    ...(quota === undefined && podsAdded > 0 ? [label('quotas')] : []),
  ];
  const parts: readonly LabelArgument[] = [
    ...(podsAdded + podsRemoved === 0 ? [] : [label('pods: +{0}, −{1}', podsAdded, podsRemoved)]),
    ...services,
    ...(dependents.length === 0 ? [] : [label('goes with it: {0}', dependents.join(', '))]),
    ...(typeof disruptionBudget === 'string' ? [label('PDB {0}', disruptionBudget)] : []),
    ...(typeof autoscaler === 'string' ? [autoscaler] : []),
    ...(typeof managedBy === 'string' ? [label('managed by {0}', managedBy)] : []),
    ...(typeof quota === 'string' ? [label('quota: {0}', quota)] : []),
    ...(unknown.length === 0 ? [] : [label('not known: {0}', listed(unknown))]),
  ];
  return parts.length === 0 ? label('Blast radius: nothing besides it.') : label('Blast radius: {0}.', listed(parts));
}

function checkedLine({ permissions, dryRun }: Plan): Label {
  const asked = permissions.filter(({ forUndo }) => forUndo !== true);
  const allowed = asked.filter((one) => one.allowed === true).map(permissionText);
  const unknown = asked.filter((one) => one.allowed === null).map(permissionText);
  const tried =
    dryRun.accepted === true
      ? label('Dry run accepted by the server.')
      : label('No dry run: {0}', ended(dryRun.because ?? 'it was not asked'));
  if (unknown.length > 0) return label('Not known whether you may {0} here. {1}', unknown.join(', '), tried);
  return allowed.length === 0
    ? label('Checked: {0}', tried)
    : label('Checked: you may {0} here. {1}', allowed.join(', '), tried);
}

function permissionText({ verb, resource }: Plan['permissions'][number]): string {
  return `${verb} ${resource}`;
}

function undoLine({ possible, exact, because }: PlanUndo): Label {
  if (!possible) return because === undefined ? label('Undo: none.') : label('Undo: none: {0}', ended(because));
  if (exact === true) return because === undefined ? label('Undo: exact.') : label('Undo: exact: {0}', ended(because));
  return because === undefined ? label('Undo: not exact.') : label('Undo: not exact: {0}', ended(because));
}

function listed(parts: readonly LabelArgument[]): LabelArgument {
  return parts.reduce((all, one) => label('{0}; {1}', all, one));
}

function said(text: string): Label {
  return label('{0}', ended(text));
}

function ended(text: string): string {
  return /[.!?。]$/.test(text) ? text : `${text}.`;
}
