import type { Draft, FieldChange } from '../../core/draft.ts';
import type { Gap } from '../../core/gap.ts';
import { apiVersionOf } from '../../core/kind.ts';
import { redactObject } from '../../core/redact.ts';
import type { Cluster } from '../../core/ports.ts';
import { awayAtOnce } from '../../kube/radius/awayAtOnce.ts';
import { podsWanted } from '../../kube/radius/podsWanted.ts';
import { readRadius } from '../../kube/radius/readRadius.ts';
import { managersOf } from '../../kube/radius/managers.ts';
import type { RevisionHistory } from '../../kube/revisions/history.ts';
import { metadataOf } from '../../kube/revisions/objectParts.ts';
import type { RollbackTarget } from '../../kube/revisions/rollbackTarget.ts';
import { kindOfRolling } from '../../kube/revisions/rollingKind.ts';
import { templateDifference } from '../../kube/revisions/templateDifference.ts';
import { workloadKinds } from '../../kube/rollouts/workload.ts';
import type { RevisionRow } from './revisionRow.ts';
import { replacementText } from './replacementText.ts';

export interface Rollback {
  readonly history: RevisionHistory;
  readonly target: Extract<RollbackTarget, { state: 'found' }>;
  readonly row: RevisionRow | undefined;
  readonly gaps: readonly Gap[];
}

/** How many differences are said in one line. */
const mostSaid = 3;

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
  const pods = podsWanted(workload);
  const away = awayAtOnce(workload);
  const managedBy = managersOf(owner);
  const radius = await readRadius(
    cluster,
    {
      namespace,
      workload: { kind, name },
      labels: workload.object.spec?.template?.metadata?.labels ?? {},
      podsAdded: pods,
      podsRemoved: pods,
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
    effect: `${kind} ${path}: ${differences(history, target)}; ${replacementText(pods, away)}`,
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
      because: `rolls forward${from === '' ? '' : ` to what was revision ${target.from?.number ?? ''}`}`,
    },
    blastRadius: radius.radius,
    warnings: [
      ...availabilityWarning(row),
      ...managedBy.map((one) => `Managed by ${one}: its next run brings the newer version back.`),
    ],
    then: { type: 'rollout', object: ref },
    watchSeconds: 120,
    findings: [],
    gaps: [...gaps, ...radius.gaps],
    next: [
      {
        tool: 'compare_deployment_revisions',
        input: { namespace, name, kind, from: number },
        why: 'all that is different',
      },
    ],
  };
}

function differences(history: RevisionHistory, { template }: Rollback['target']): string {
  // Shown in one line, where nothing tells a credential from another text any more
  const all = templateDifference(redactObject(history.template), redactObject(template));
  const said = all.slice(0, mostSaid).map(({ path, before, after }) => `${path} ${text(before)} → ${text(after)}`);
  return `${said.join(', ')}${all.length > mostSaid ? ` and ${all.length - mostSaid} more fields` : ''}`;
}

function text(value: unknown): string {
  const said = typeof value === 'string' ? value : value === undefined ? 'none' : JSON.stringify(value);
  return said.length > 60 ? `${said.slice(0, 60)}…` : said;
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
