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

/** More candidates than these are counted. */
const mostNamed = 5;

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
  if (asked.lastKnownGood === true && wanted === undefined) {
    const others = rows.filter(({ current }) => current !== true).toReversed();
    if (others.length === 0) throw wrong(asked, 'there is no earlier revision to go back to', rows);
    return {
      scope,
      blockedBy: 'noKnownGood',
      headline: `No other revision of ${kind} ${path} is known to have worked, so a person has to say which one: ${candidates(others)}. Nothing was changed.`,
      gaps,
      next: others.slice(0, 3).map(({ revision }) => ({
        tool: 'compare_deployment_revisions',
        input: { namespace, name, kind, from: revision },
        why: `what is different in revision ${revision}`,
      })),
    };
  }
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

/** The newest first: `2 (shop/cart:8), 1 (shop/cart:7, never available)`. */
function candidates(others: readonly RevisionRow[]): string {
  const named = others
    .slice(0, mostNamed)
    .map(({ revision, images, everAvailable }) =>
      [`${revision} (${images.join(', ')}`, everAvailable === 'no' ? ', never available)' : ')'].join(''),
    );
  return `${named.join(', ')}${others.length > mostNamed ? ` and ${others.length - mostNamed} more` : ''}`;
}

function wrong(
  { namespace, name, kind = 'Deployment' }: Asked,
  detail: string,
  rows?: readonly RevisionRow[],
): KubeError {
  return new KubeError({
    code: rows === undefined ? 'bad_input' : 'not_found',
    operation: 'get',
    resource: kind,
    namespace,
    name,
    detail,
    headline: `${kind} ${namespace}/${name}: ${detail}.`,
    hint: rows === undefined ? 'mend the input' : revisionsText(rows.map(({ revision }) => revision)),
  });
}

function revisionsText(revisions: readonly number[]): string {
  if (revisions.length === 0) return 'there are no revisions';
  return revisions.length === 1
    ? `there is revision ${revisions.join('')} only`
    : `there are revisions ${revisions.slice(0, -1).join(', ')} and ${revisions.slice(-1).join('')}`;
}
