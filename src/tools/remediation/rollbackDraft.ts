import type { Draft, FieldChange } from '../../core/draft.ts';
import type { Gap } from '../../core/gap.ts';
import { apiVersionOf } from '../../core/kind.ts';
import type { Cluster } from '../../core/ports.ts';
import { managersOf } from '../../kube/radius/managers.ts';
import { podsOfTemplate } from '../../kube/radius/podsThere.ts';
import { readRadius } from '../../kube/radius/readRadius.ts';
import { replacement } from '../../kube/radius/replacement.ts';
import { strategyWarnings } from '../../kube/radius/strategyWarnings.ts';
import type { RevisionHistory } from '../../kube/revisions/history.ts';
import { metadataOf } from '../../kube/revisions/objectParts.ts';
import { differencesText } from '../../kube/revisions/differencesText.ts';
import type { RollbackTarget } from '../../kube/revisions/rollbackTarget.ts';
import { kindOfRolling } from '../../kube/revisions/rollingKind.ts';
import { workloadKinds } from '../../kube/rollouts/workload.ts';
import { mergeGaps } from '../../rules/judge.ts';
import type { RevisionRow } from './revisionRow.ts';

export interface Rollback {
  readonly history: RevisionHistory;
  readonly target: Extract<RollbackTarget, { state: 'found' }>;
  readonly row: RevisionRow | undefined;
  readonly gaps: readonly Gap[];
}

/** What kubectl rollout undo would write, field by field, so that what others have written beside it stays. */
export async function rollbackDraft(
  cluster: Cluster,
  { history, target, row, gaps }: Rollback,
  signal: AbortSignal,
): Promise<Draft> {
  const { kind, ref, owner } = history;
  const { namespace = '', name } = ref;
  const path = `${namespace}/${name}`;
  const metadata = metadataOf(owner);
  const { number } = target.revision;
  const workload = workloadKinds[kind].project(owner);
  const { there, gaps: uncounted } = await podsOfTemplate(cluster, history, target.template, signal);
  const { added, removed, away, text } = replacement(workload, there);
  const managedBy = managersOf(owner);
  const radius = await readRadius(
    cluster,
    {
      namespace,
      workload: { kind, name },
      labels: workload.object.spec?.template?.metadata?.labels ?? {},
      podsAdded: added,
      podsRemoved: removed,
      awayAtOnce: away,
      managedBy,
    },
    signal,
  );
  const from = target.from === undefined ? '' : ` from revision ${target.from.number}`;
  return {
    scope: { namespace, kind, name },
    title: `Roll back ${path} to revision ${number}`,
    doing: `Rolling back ${path}${from} to revision ${number}`,
    effect: `${kind} ${path}: ${differencesText(history.template, target.template, cluster.salt)}; ${text}`,
    steps: [
      {
        do: 'patch',
        target: {
          apiVersion: apiVersionOf(kindOfRolling(kind)),
          kind,
          resource: kindOfRolling(kind).resource,
          namespace,
          name,
        },
        ...(metadata.uid === undefined ? {} : { uid: metadata.uid }),
        set: [
          { field: ['spec', 'template'], value: target.template },
          ...annotationChanges(metadata.annotations ?? {}, target.annotations),
        ],
      },
    ],
    undo: {
      possible: true,
      exact: true,
      because: `rolls its pods over again${target.from === undefined ? '' : `, to the template of revision ${target.from.number}`}`,
    },
    blastRadius: radius.radius,
    warnings: [
      ...strategyWarnings(workload),
      ...availabilityWarning(row),
      ...managedBy.map((one) => `Managed by ${one}: its next run brings the newer version back.`),
    ],
    then: { type: 'rollout', object: ref },
    watchSeconds: 120,
    findings: [],
    gaps: mergeGaps([...gaps, ...uncounted], radius.gaps),
    next: [
      {
        tool: 'compare_deployment_revisions',
        input: { namespace, name, kind, from: number },
        why: 'all that is different',
      },
    ],
  };
}

/** Key by key, so that a controller's own (the revision) are left alone. */
function annotationChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>> | undefined,
): readonly FieldChange[] {
  if (after === undefined) return [];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => before[key] !== after[key],
  );
  return keys.map((key) => {
    const value = after[key];
    return { field: ['metadata', 'annotations', key], ...(value === undefined ? {} : { value }) };
  });
}

function availabilityWarning(row: RevisionRow | undefined): readonly string[] {
  if (row === undefined || row.everAvailable === 'yes') return [];
  return [
    row.everAvailable === 'no'
      ? `Revision ${row.revision} was never available (${row.source}).`
      : `Whether revision ${row.revision} ever worked is not known.`,
  ];
}
