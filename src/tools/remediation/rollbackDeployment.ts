import Type, { type Static } from 'typebox';
import type { Draft, NoDraft } from '../../core/draft.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { KubeError } from '../../core/kubeError.ts';
import { label } from '../../core/label.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineChangeTool } from '../../core/tool.ts';
import { controllerRevision } from '../../kube/kinds/controllerRevision.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { radiusReads } from '../../kube/radius/radiusLists.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { readHistory } from '../../kube/revisions/readHistory.ts';
import { readWitnesses } from '../../kube/revisions/readWitnesses.ts';
import { rollbackTarget } from '../../kube/revisions/rollbackTarget.ts';
import { revisionRows, type RevisionRow } from './revisionRow.ts';
import { rollbackDraft } from './rollbackDraft.ts';

const input = Type.Object(
  {
    ...inputs.context,
    ...inputs.oneNamespace,
    ...inputs.name,
    kind: Type.Optional(Type.Enum(['Deployment', 'StatefulSet', 'DaemonSet'], { default: 'Deployment' })),
    revision: Type.Optional(Type.Integer({ minimum: 1, description: 'Absent: the previous one.' })),
    lastKnownGood: Type.Optional(Type.Boolean()),
  },
  closed,
);
type Asked = Static<typeof input>;

export const rollbackDeployment = defineChangeTool({
  name: 'rollback_deployment',
  group: 'remediation',
  scenarios: ['rollback'],
  risk: 'change',
  title: label('Roll Back…'),
  icon: 'discard',
  tags: ['rollback', 'undo', 'release'],
  modelDescription:
    'Roll back a Deployment, StatefulSet or DaemonSet to its previous version, to a revision, or to the last one known to work, as kubectl rollout undo does. ' +
    'A person sees the plan and approves it first. ' +
    'Not for which versions there are, use get_deployment_revision_history.',
  userDescription: label('Brings back an earlier version of a workload, after a plan and your approval.'),
  input,
  nameOf: deployment,
  reads: [
    ...[deployment, statefulSet, daemonSet].map((kind) => ({ kind, verbs: ['get' as const] })),
    ...[replicaSet, controllerRevision].map((kind) => ({ kind, verbs: ['list' as const] })),
    ...radiusReads,
  ],
  example: {
    question: 'The new version of web is bad. Roll back to the previous one.',
    input: { namespace: 'shop', name: 'web' },
  },
  doing: ({ namespace, name }) => label('Rolling back {0}', `${namespace}/${name}`),
  draft,
});

async function draft(cluster: Cluster, asked: Asked, signal: AbortSignal): Promise<Draft | NoDraft> {
  const { namespace, name, kind = 'Deployment' } = asked;
  if (asked.revision !== undefined && asked.lastKnownGood === true)
    throw wrong(asked, 'revision and lastKnownGood say two things: give one of them');
  const history = await readHistory(cluster, kind, { namespace, name }, signal);
  const { witnesses, gaps } = await readWitnesses(cluster, history, signal);
  const rows = revisionRows(history, witnesses, cluster.now());
  const path = `${namespace}/${name}`;
  const scope = { namespace, kind, name };
  const wanted = asked.lastKnownGood === true ? rows.find((row) => row.lastKnownGood)?.revision : asked.revision;
  if (asked.lastKnownGood === true && wanted === undefined)
    return {
      scope,
      blockedBy: 'approval',
      headline: `Of no earlier revision of ${kind} ${path} is it known that it ever worked: a person has to choose. ${candidates(rows)} Nothing was changed.`,
      gaps,
      next: rows
        .filter(({ current }) => current !== true)
        .toReversed()
        .slice(0, 3)
        .map(({ revision }) => ({
          tool: 'compare_deployment_revisions',
          input: { namespace, name, kind, from: revision },
          why: `what revision ${revision} has otherwise`,
        })),
    };
  const target = rollbackTarget(history, wanted ?? 0);
  switch (target.state) {
    case 'paused':
      return {
        scope,
        blockedBy: 'paused',
        headline: `Deployment ${path} is paused: ${target.message}. Nothing was changed.`,
      };
    case 'same':
      return {
        scope,
        headline: `${kind} ${path} has the template of revision ${target.revision.number} already: nothing to do.`,
      };
    case 'unknownRevision':
    case 'noHistory':
      throw wrong(asked, target.message, rows);
    case 'found':
      return rollbackDraft(
        cluster,
        { history, target, gaps, row: rows.find((row) => row.revision === target.revision.number) },
        signal,
      );
  }
}

function candidates(rows: readonly RevisionRow[]): string {
  const others = rows.filter(({ current }) => current !== true).toReversed();
  if (others.length === 0) return 'There is no other to go back to.';
  return `Candidates: ${others
    .slice(0, 5)
    .map(({ revision, images }) => `${revision} (${images.join(', ')})`)
    .join('; ')}.`;
}

function wrong(
  { namespace, name, kind = 'Deployment' }: Asked,
  detail: string,
  rows?: readonly RevisionRow[],
): KubeError {
  const numbers = rows?.map(({ revision }) => revision).join(', ');
  return new KubeError({
    code: rows === undefined ? 'bad_input' : 'not_found',
    operation: 'get',
    resource: kind,
    namespace,
    name,
    detail,
    headline: `${kind} ${namespace}/${name}: ${detail}.`,
    hint: numbers === undefined || numbers === '' ? 'mend the input' : `there are revisions ${numbers}`,
  });
}
