import { isRecord } from '../../src/core/json.ts';
import { canonical } from '../../src/kube/revisions/sameTemplate.ts';
import { changerOn, outcomeOf, type Changer } from '../support/changes/changerOn.ts';
import type { ControlPlane } from '../support/controlPlane.ts';
import type { Answer, ApiClient } from './hands/apiClient.ts';
import { each } from './hands/each.ts';
import { inNamespace } from './hands/inNamespace.ts';
import { historyDrafts, type HistoryDraft } from './history/historyDraft.ts';
import { playHistory, revisionsOf } from './history/playHistory.ts';
import type { Judge, Judged } from './judge.ts';

export const rollback: Judge = {
  name: 'rollback',
  claim:
    'rollback_deployment and restart_pod leave Deployments, StatefulSets and DaemonSets as kubectl leaves their twins, refuse what it refuses, and their undo brings back the spec byte for byte',
  oracle: 'kubectl rollout undo and restart on a twin of the same history; the spec as the server had it',
  few: 6,
  full: 60,
  run,
};

async function run(count: number, seed: number, cluster: ControlPlane): Promise<Judged> {
  const namespace = `rollback-${seed}`;
  const drafts = historyDrafts(count, seed);
  const changer = changerOn(cluster.kubeconfigs.admin);
  try {
    return await inNamespace(cluster, namespace, async ({ api }) => {
      const disagreed: string[] = [];
      await each(drafts, async (draft, index) => {
        // Names of one length, so that nothing but their letter differs
        const [ours, theirs] = [`a-${index}`, `b-${index}`];
        for (const name of [ours, theirs]) await playHistory({ api, cluster, namespace, name }, draft);
        const wrong = await judge({ api, cluster, changer, namespace, draft }, ours, theirs);
        if (wrong !== undefined) disagreed.push(`case ${index}: ${wrong}: ${JSON.stringify(draft)}`);
      });
      return { agreed: drafts.length - disagreed.length, disagreed };
    });
  } finally {
    changer.close();
  }
}

interface Twins {
  readonly api: ApiClient;
  readonly cluster: ControlPlane;
  readonly changer: Changer;
  readonly namespace: string;
  readonly draft: HistoryDraft;
}

async function judge(twins: Twins, ours: string, theirs: string): Promise<string | undefined> {
  const { api, cluster, changer, namespace, draft } = twins;
  const { kind } = draft;
  const at = (name: string): Promise<Answer> =>
    api.get(`/apis/apps/v1/namespaces/${namespace}/${kind.toLowerCase()}s/${name}`);
  const kubectl = (...args: string[]): Promise<string> =>
    cluster.kubectl(['rollout', ...args, `${kind}/${theirs}`, '-n', namespace]).then(
      (text) => (text.includes('skipped rollback') ? 'answered' : 'applied'),
      (error: unknown) => refusalOf(error),
    );
  const numbers = await numbersOf(twins, theirs);
  // To the one before, and to each that is kept
  for (const revision of [undefined, ...numbers]) {
    const before = specOf(await at(ours));
    const input = { namespace, name: ours, kind, ...(revision === undefined ? {} : { revision }) };
    const made = changer.make('rollback_deployment', input);
    const [did, theirDid] = [
      await outcomeOf(made),
      await kubectl('undo', ...(revision === undefined ? [] : [`--to-revision=${revision}`])),
    ];
    if (did !== theirDid) return `to ${revision ?? 'the previous'}: ours ${did}, kubectl ${theirDid}`;
    const [one, other] = [wantedOf(await at(ours)), wantedOf(await at(theirs))];
    if (one !== other.replaceAll(theirs, ours))
      return `to ${revision ?? 'the previous'}: ours ${one}, kubectl ${other}`;
    if (did !== 'applied') continue;
    const undone = await outcomeOf(changer.undo((await made).change?.id ?? ''));
    if (undone !== 'undone') return `the undo of a rollback: ${undone}`;
    const after = specOf(await at(ours));
    if (after !== before) return `the undo left ${after} in the place of ${before}`;
    // Back to where the twin is
    await changer.make('rollback_deployment', input);
    if (revision === undefined) break;
  }
  const restarted = [
    await outcomeOf(changer.make('restart_pod', { namespace, name: ours, kind })),
    await kubectl('restart'),
  ];
  if (restarted[0] !== restarted[1]) return `restart: ours ${restarted[0] ?? ''}, kubectl ${restarted[1] ?? ''}`;
  const [one, other] = [wantedOf(await at(ours)), wantedOf(await at(theirs))];
  return one === other.replaceAll(theirs, ours) ? undefined : `restart: ours ${one}, kubectl ${other}`;
}

async function numbersOf({ api, cluster, namespace, draft }: Twins, name: string): Promise<readonly number[]> {
  const all = await revisionsOf({ api, cluster, namespace, name }, draft);
  const numbers = all.map(({ revision, metadata }) => {
    const annotations = isRecord(metadata) && isRecord(metadata.annotations) ? metadata.annotations : {};
    return Number(revision ?? annotations['deployment.kubernetes.io/revision'] ?? 0);
  });
  return numbers.filter((number) => number > 0).sort((a, b) => a - b);
}

/** What kubectl refuses, by the word that ours has for it. */
function refusalOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (text.includes('paused')) return 'paused';
  if (/no rollout history|no last revision|unable to find specified revision/.test(text)) return 'not_found';
  throw error;
}

function specOf({ spec }: Answer): string {
  return JSON.stringify(spec);
}

/** Spec and annotations, without the time of a restart and the counts of templates that a controller and the server keep. */
function wantedOf({ spec, metadata }: Answer): string {
  const annotations = isRecord(metadata) && isRecord(metadata.annotations) ? metadata.annotations : {};
  const counts = ['deployment.kubernetes.io/revision', 'deprecated.daemonset.template.generation'];
  const kept = Object.fromEntries(Object.entries(annotations).filter(([key]) => !counts.includes(key)));
  return `${canonical(spec)} ${canonical(kept)}`.replace(/\d{4}-\d\d-\d\dT[\d:]+(Z|[+-]\d\d:\d\d)/g, 'TIME');
}
