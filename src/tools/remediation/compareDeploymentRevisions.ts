import Type, { type Static } from 'typebox';
import { counted } from '../../core/counted.ts';
import type { NextCall } from '../../core/envelope.ts';
import { closed } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import { objectPath } from '../../core/objectRef.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { workloadNamesakes } from '../../kube/workloadNamesakes.ts';
import { findObject } from '../../kube/findObject.ts';
import { configMap } from '../../kube/kinds/configMap.ts';
import { controllerRevision } from '../../kube/kinds/controllerRevision.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { readHistory } from '../../kube/revisions/readHistory.ts';
import { readReferences } from '../../kube/revisions/readReferences.ts';
import { readWitnesses } from '../../kube/revisions/readWitnesses.ts';
import { referencesOf } from '../../kube/revisions/referencesOf.ts';
import { kindOfRolling } from '../../kube/revisions/rollingKind.ts';
import { shownTemplate } from '../../kube/revisions/shownTemplate.ts';
import { templateDifference } from '../../kube/revisions/templateDifference.ts';
import { unifiedText } from '../../kube/revisions/textDiff.ts';
import { toYaml } from '../../kube/yaml.ts';
import { severalNamesakes } from '../severalNamesakes.ts';
import { comparedSides, type Side } from './comparedSides.ts';
import { comparisonView } from './comparisonView.ts';
import type { ComparedSide, RevisionComparison } from './revisionComparison.ts';
import { imagesOf, revisionRows, rowOf, type RevisionRow } from './revisionRow.ts';
import { revisionsInput } from './revisionsInput.ts';

const input = Type.Object(
  {
    ...revisionsInput,
    from: Type.Optional(Type.Integer({ minimum: 0, description: 'Revision; absent: the one before `to`.' })),
    to: Type.Optional(Type.Integer({ minimum: 0, description: 'Revision; absent: the current one.' })),
  },
  closed,
);

export const compareDeploymentRevisions = defineTool({
  name: 'compare_deployment_revisions',
  group: 'remediation',
  scenarios: ['rollback'],
  risk: 'read',
  title: label('Compare Revisions'),
  icon: 'diff',
  tags: ['rollback', 'revisions', 'diff'],
  modelDescription:
    'Shows what differs between two versions of a Deployment, StatefulSet or DaemonSet: image, env, resources, probes, volumes. For "what changed in the ' +
    'release", before and after, diff of two revisions, what a rollback would bring back, a ConfigMap or Secret edited since. ' +
    'Not for the list of versions, use get_deployment_revision_history.',
  userDescription: label('What differs between two revisions of a workload, its ConfigMaps and Secrets too.'),
  input,
  nameOf: deployment,
  reads: [
    { kind: deployment, verbs: ['get', 'list'] },
    { kind: replicaSet, verbs: ['list'] },
    { kind: statefulSet, verbs: ['get', 'list'] },
    { kind: daemonSet, verbs: ['get', 'list'] },
    { kind: controllerRevision, verbs: ['list'] },
    { kind: pod, verbs: ['list'] },
    { kind: configMap, verbs: ['get'] },
    { kind: secret, verbs: ['get'] },
  ],
  example: {
    question: 'The cart runs out of memory since its last release. What did that release change?',
    input: { namespace: 'shop', name: 'cart' },
  },
  doing: ({ kind = 'Deployment', name }) => label('Comparing revisions of {0} {1}', kind, name),
  run,
  present: (data) => comparisonView(data),
});

type Asked = Static<typeof input>;

async function run(cluster: Cluster, asked: Asked, signal: AbortSignal): Promise<Outcome<RevisionComparison>> {
  const { kind = 'Deployment', name } = asked;
  const found = await findObject(cluster, kindOfRolling(kind), asked, signal, workloadNamesakes);
  if (found.state === 'several')
    return severalNamesakes('compare_deployment_revisions', asked, found.namespaces, {
      kind,
      name,
      changes: [],
      references: [],
      candidates: found.namespaces,
    });
  const history = await readHistory(cluster, kind, found.at, signal);
  const { namespace } = history.ref;
  const identity = { kind, name, ...(namespace === undefined ? {} : { namespace }) };
  const sides = comparedSides(history, asked);
  if (sides === undefined) return nothingBefore(identity, history.revisions.length);

  const { from, to } = sides;
  const [{ witnesses, gaps }, { references, leftOut, gaps: referenceGaps }] = await Promise.all([
    readWitnesses(cluster, history, signal),
    readReferences(
      cluster,
      namespace ?? '',
      referencesOf(from.template, to.template),
      { before: from.revision?.createdAt, after: to.revision?.createdAt ?? new Date(cluster.now()).toISOString() },
      signal,
    ),
  ]);
  const rows = revisionRows(history, witnesses, cluster.now());
  const [before, after] = [shownTemplate(from.template, cluster.salt), shownTemplate(to.template, cluster.salt)];
  const data: RevisionComparison = {
    ...identity,
    from: sideOf(from, rows),
    to: sideOf(to, rows),
    changes: templateDifference(before, after),
    references,
    ...(leftOut === 0 ? {} : { referencesLeftOut: leftOut }),
    diff: unifiedText(toYaml(before), toYaml(after)),
  };
  return {
    scope: identity,
    verdict: 'answered',
    headline: headlineOf(data),
    findings: [],
    data,
    gaps: [...gaps, ...referenceGaps],
    next: nextCalls(data),
    cuts: [
      { path: 'diff', keep: 0 },
      { path: 'references', keep: 3 },
      { path: 'changes', keep: 3 },
    ],
  };
}

type Identity = Pick<RevisionComparison, 'kind' | 'namespace' | 'name'>;

function nothingBefore(identity: Identity, kept: number): Outcome<RevisionComparison> {
  const what = objectPath(identity).replace('/', ' ');
  return {
    scope: identity,
    verdict: 'answered',
    headline: `${what} has ${kept === 0 ? 'no rollout history' : 'no revision before this one'}: there is nothing to compare.`,
    findings: [],
    data: { ...identity, changes: [], references: [] },
    gaps: [],
    next: [],
  };
}

function sideOf({ revision, template }: Side, rows: readonly RevisionRow[]): ComparedSide {
  return rowOf(rows, revision) ?? { notRolledOut: true, images: imagesOf(template) };
}

function headlineOf(data: RevisionComparison): string {
  const { from, to, changes, references } = data;
  const what = objectPath(data).replace('/', ' ');
  const [first] = changes;
  const fields =
    first === undefined
      ? 'the same pod template'
      : `${counted(changes.length, 'field')} of the pod template ${changes.length === 1 ? 'differs' : 'differ'}: ${changes.slice(0, 3).map(changeText).join('; ')}${changes.length > 3 ? ' …' : ''}`;
  const edited = references.filter(({ before }) => before === 'changed after this revision was made');
  const since =
    edited.length === 0
      ? ''
      : `; changed since ${nameOf(from)} was made: ${edited.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`;
  return `${what}, ${nameOf(from)} → ${nameOf(to)}: ${fields}${since}.`;
}

function nameOf(side: ComparedSide | undefined): string {
  return side?.revision === undefined ? 'the template not rolled out yet' : `revision ${side.revision}`;
}

function changeText({ path, before, after }: RevisionComparison['changes'][number]): string {
  return `${path.replace(/^spec\.containers/, '').replace(/^spec\./, '')} ${short(before)} → ${short(after)}`;
}

function short(value: unknown): string {
  if (value === undefined) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function nextCalls({ kind, namespace, name, from, to, changes }: RevisionComparison): readonly NextCall[] {
  const where = { kind, name, ...(namespace === undefined ? {} : { namespace }) };
  if (from?.revision === undefined || to?.current !== true || changes.length === 0) return [];
  return [
    {
      tool: 'get_deployment_revision_history',
      input: where,
      why: `whether revision ${from.revision}, or another, is known to have worked`,
    },
  ];
}
