import type { Block } from './blocks.ts';
import { label } from './label.ts';
import type { FieldDiff, Plan } from './plan.ts';

/** What a plan looks like in a report: what happens, what it touches, what was checked, and each field before and after. */
export function planBlocks(plan: Plan): readonly Block[] {
  const { effect, blastRadius, undo, dryRun, permissions, warnings, digest } = plan;
  const { podsAdded, podsRemoved, disruptionBudget, autoscaler, managedBy, quota, services, dependents } = blastRadius;
  const touched = [
    ...(services ?? []),
    ...(dependents ?? []),
    ...[disruptionBudget, autoscaler, managedBy, quota].flatMap((text) => text ?? []),
  ];
  return [
    {
      type: 'facts',
      title: label('Plan'),
      facts: [
        { label: label('Effect'), value: effect },
        { label: label('Pods'), value: `+${podsAdded} −${podsRemoved}` },
        ...(touched.length === 0 ? [] : [{ label: label('Blast radius'), value: touched.join('; ') }]),
        { label: label('Permissions'), value: permissions.map(permissionText).join('; ') },
        {
          label: label('Dry run'),
          value: dryRun.accepted === true ? 'accepted by the server' : (dryRun.because ?? 'not asked'),
        },
        { label: label('Undo'), value: undoText(undo) },
        ...warnings.map((text) => ({ label: label('Warning'), value: text })),
        { label: label('Digest'), value: digest },
      ],
    },
    ...(dryRun.diff === undefined || dryRun.diff.length === 0
      ? []
      : [
          {
            type: 'table' as const,
            title: label('What changes'),
            columns: [{ label: label('Field') }, { label: label('Before') }, { label: label('After') }],
            rows: dryRun.diff.map(diffRow),
          },
        ]),
  ];
}

function permissionText({ verb, resource, namespace, allowed, forUndo }: Plan['permissions'][number]): string {
  const where = namespace === undefined ? '' : ` in ${namespace}`;
  const answer = allowed === null ? 'not known' : allowed ? 'allowed' : 'not allowed';
  return `${verb} ${resource}${where}: ${answer}${forUndo === true ? ' (for the undo)' : ''}`;
}

function undoText({ possible, exact, because }: Plan['undo']): string {
  if (!possible) return `none: ${because ?? 'it cannot be taken back'}`;
  return `${exact === true ? 'exact' : 'not exact'}${because === undefined ? '' : `: ${because}`}`;
}

function diffRow({ path, before, after }: FieldDiff): readonly string[] {
  return [path, valueText(before), valueText(after)];
}

function valueText(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
