import Type, { type Static } from 'typebox';
import { counted } from '../../core/counted.ts';
import type { NextCall } from '../../core/envelope.ts';
import { closed } from '../../core/inputs.ts';
import { KubeError } from '../../core/kubeError.ts';
import { label } from '../../core/label.ts';
import { objectPath } from '../../core/objectRef.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { workloadNamesakes } from '../../kube/workloadNamesakes.ts';
import { age } from '../../kube/age.ts';
import { findObject } from '../../kube/findObject.ts';
import { controllerRevision } from '../../kube/kinds/controllerRevision.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { currentRevision, isPaused } from '../../kube/revisions/history.ts';
import { readHistory } from '../../kube/revisions/readHistory.ts';
import { readWitnesses } from '../../kube/revisions/readWitnesses.ts';
import { kindOfRolling } from '../../kube/revisions/rollingKind.ts';
import { severalNamesakes } from '../severalNamesakes.ts';
import type { RevisionHistoryData } from './revisionHistoryData.ts';
import { revisionHistoryView } from './revisionHistoryView.ts';
import { revisionRows } from './revisionRow.ts';
import { revisionsInput } from './revisionsInput.ts';

const input = Type.Object(
  {
    ...revisionsInput,
    timeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 600, description: 'Gives up after.' })),
  },
  closed,
);

export const getDeploymentRevisionHistory = defineTool({
  name: 'get_deployment_revision_history',
  group: 'remediation',
  scenarios: ['rollback'],
  risk: 'read',
  title: label('Show Revision History'),
  icon: 'versions',
  tags: ['rollback', 'revisions', 'rollout'],
  modelDescription:
    'Lists the earlier versions of a Deployment, StatefulSet or DaemonSet and says which of them is known to have worked. For "which version can ' +
    'we go back to", last known good, kubectl rollout history, change-cause, who released it, when the image changed. ' +
    'Not for what differs between two, use compare_deployment_revisions.',
  userDescription: label('The revisions of a workload: when, why, which images, and whether it was ever available.'),
  input,
  nameOf: deployment,
  reads: [
    { kind: deployment, verbs: ['get', 'list'] },
    { kind: replicaSet, verbs: ['list'] },
    { kind: statefulSet, verbs: ['get', 'list'] },
    { kind: daemonSet, verbs: ['get', 'list'] },
    { kind: controllerRevision, verbs: ['list'] },
    { kind: pod, verbs: ['list'] },
  ],
  example: {
    question: 'The new version of the web shop does not come up. Which version can we go back to?',
    input: { namespace: 'shop', name: 'web' },
  },
  doing: ({ kind = 'Deployment', name }) => label('Reading the revisions of {0} {1}', kind, name),
  run,
  present: (data) => revisionHistoryView(data),
});

type Asked = Static<typeof input>;

/** @throws KubeError `timeout` where it has not been read in the time that was given. */
async function run(cluster: Cluster, asked: Asked, signal: AbortSignal): Promise<Outcome<RevisionHistoryData>> {
  const { timeoutSeconds, ...wanted } = asked;
  if (timeoutSeconds === undefined) return historyOf(cluster, wanted, signal);
  const limit = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    return await historyOf(cluster, wanted, AbortSignal.any([signal, limit]));
  } catch (error) {
    if (!limit.aborted || signal.aborted) throw error;
    const detail = `the history was not read within ${counted(timeoutSeconds, 'second')}`;
    throw new KubeError({ code: 'timeout', operation: 'get', detail, name: asked.name }, { cause: error });
  }
}

async function historyOf(cluster: Cluster, asked: Asked, signal: AbortSignal): Promise<Outcome<RevisionHistoryData>> {
  const { kind = 'Deployment', name } = asked;
  const found = await findObject(cluster, kindOfRolling(kind), asked, signal, workloadNamesakes);
  if (found.state === 'several')
    return severalNamesakes('get_deployment_revision_history', asked, found.namespaces, {
      kind,
      name,
      revisions: [],
      candidates: found.namespaces,
    });
  const history = await readHistory(cluster, kind, found.at, signal);
  const { witnesses, gaps } = await readWitnesses(cluster, history, signal);
  const rows = revisionRows(history, witnesses, cluster.now()).toReversed();
  const { namespace } = history.ref;
  const paused = isPaused(history);
  const notRolledOut = currentRevision(history) === undefined;
  const data: RevisionHistoryData = {
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    ...(paused ? { paused } : {}),
    ...(notRolledOut && rows.length > 0 ? { notRolledOut } : {}),
    revisions: rows,
  };
  return {
    scope: { kind, name, ...(namespace === undefined ? {} : { namespace }) },
    verdict: 'answered',
    headline: headlineOf(data),
    findings: [],
    data,
    gaps,
    next: nextCalls(data),
    cuts: [{ path: 'revisions', keep: 2 }],
  };
}

function headlineOf(data: RevisionHistoryData): string {
  const { revisions, paused, notRolledOut } = data;
  const what = objectPath(data).replace('/', ' ');
  if (revisions.length === 0) return `${what} has no rollout history.`;
  const current = revisions.find((one) => one.current);
  const kept = counted(revisions.length, 'revision');
  const now =
    current === undefined
      ? 'its template is in none of them'
      : `${current.revision} is the current one${current.ageSeconds === undefined ? '' : `, first rolled out ${age(current.ageSeconds * 1000)} ago`}, ${availableText(current)}`;
  const state = [paused ? 'paused' : '', notRolledOut ? 'not rolled out' : ''].filter((word) => word !== '');
  return `${what}${state.length === 0 ? '' : ` (${state.join(', ')})`}: ${kept}; ${now}; ${goodText(data)}.`;
}

function availableText({ everAvailable, source }: RevisionHistoryData['revisions'][number]): string {
  if (everAvailable === 'unknown') return 'and whether it was ever available is not known';
  return everAvailable === 'yes' ? `available (${source})` : `never available (${source})`;
}

function goodText({ revisions }: RevisionHistoryData): string {
  const good = revisions.find((one) => one.lastKnownGood);
  if (good !== undefined) return `the last known good one is ${good.revision} (${good.source})`;
  return revisions.some((one) => !one.current)
    ? 'of no other it is known whether it was ever available'
    : 'there is no other to go back to';
}

function nextCalls({ kind, namespace, name, revisions }: RevisionHistoryData): readonly NextCall[] {
  const current = revisions.find((one) => one.current) ?? revisions[0];
  const others = revisions.filter((one) => one !== current);
  const other = others.find((one) => one.lastKnownGood) ?? others[0];
  if (current === undefined || other === undefined) return [];
  return [
    {
      tool: 'compare_deployment_revisions',
      input: {
        kind,
        name,
        ...(namespace === undefined ? {} : { namespace }),
        from: other.revision,
        to: current.revision,
      },
      why: `what changed from revision ${other.revision} to ${current.revision}`,
    },
  ];
}
