import { setTimeout as sleep } from 'node:timers/promises';
import { load } from 'js-yaml';
import { isRecord } from '../../src/core/json.ts';
import { canonical } from '../../src/kube/revisions/sameTemplate.ts';
import type { ControlPlane } from '../support/controlPlane.ts';
import { each } from './hands/each.ts';
import { inNamespace } from './hands/inNamespace.ts';
import type { Tools } from './hands/tools.ts';
import { historyDrafts, type HistoryDraft } from './history/historyDraft.ts';
import { playHistory } from './history/playHistory.ts';
import type { Judge, Judged } from './judge.ts';

export const history: Judge = {
  name: 'history',
  claim:
    'get_deployment_revision_history lists the revisions of Deployments, StatefulSets and DaemonSets with their causes, and compare_deployment_revisions holds the template of each, after releases, pauses, partitions, undos and lost revisions',
  oracle: 'kubectl rollout history, also --revision=N',
  few: 9,
  full: 60,
  run,
};

/** Controllers clean up in their own time: no disagreement before one has had this many milliseconds. */
const patience = 30_000;

async function run(count: number, seed: number, cluster: ControlPlane): Promise<Judged> {
  const namespace = `history-${seed}`;
  const drafts = historyDrafts(count, seed);
  return inNamespace(cluster, namespace, async ({ api, tools }) => {
    const disagreed: string[] = [];
    await each(drafts, async (draft, index) => {
      const name = `case-${index}`;
      const stage = { api, cluster, namespace, name };
      await playHistory(stage, draft);
      const deadline = Date.now() + patience;
      for (;;) {
        const before = await theirs(cluster, namespace, name, draft);
        const ours = await oursOf(tools, namespace, name, draft, before.numbers);
        const after = await theirs(cluster, namespace, name, draft);
        if (before.text === after.text && (ours === after.text || Date.now() > deadline)) {
          if (ours !== after.text)
            disagreed.push(`${name}: ours ${ours}, kubectl ${after.text}: ${JSON.stringify(draft)}`);
          return;
        }
        await sleep(300);
      }
    });
    return { agreed: drafts.length - disagreed.length, disagreed };
  });
}

interface Theirs {
  readonly numbers: readonly number[];
  /** Numbers, causes and templates, one line each. */
  readonly text: string;
}

async function theirs(cluster: ControlPlane, namespace: string, name: string, draft: HistoryDraft): Promise<Theirs> {
  const history = (...more: string[]): Promise<string> =>
    cluster.kubectl(['rollout', 'history', `${draft.kind}/${name}`, '-n', namespace, ...more]);
  const rows = [...(await history()).matchAll(/^(\d+) +(.*?) *$/gm)].map(([, number = '', cause = '']) => ({
    number: Number(number),
    cause,
  }));
  const templates = await Promise.all(
    rows.map(async ({ number }) => {
      const object: unknown = JSON.parse(await history(`--revision=${number}`, '-o', 'json'));
      const spec = isRecord(object) && isRecord(object.spec) ? object.spec : {};
      return withoutHash(spec.template);
    }),
  );
  const missing = (rows.at(-1)?.number ?? 0) + 1;
  const refusal = await history(`--revision=${missing}`).then(
    () => 'found',
    () => 'not found',
  );
  return {
    numbers: [...rows.map(({ number }) => number), missing],
    text: [...rows.map(({ number, cause }, index) => `${number} ${cause} ${templates[index] ?? ''}`), refusal].join(
      '\n',
    ),
  };
}

async function oursOf(
  tools: Tools,
  namespace: string,
  name: string,
  { kind }: HistoryDraft,
  numbers: readonly number[],
): Promise<string> {
  const where = { kind, namespace, name };
  const { data, error } = await tools.call('get_deployment_revision_history', where);
  if (error !== undefined) return error.message;
  const rows = Array.isArray(data?.revisions) ? data.revisions.filter(isRecord).toReversed() : [];
  const templates: string[] = [];
  let refusal = '';
  for (const number of numbers) {
    const compared = await tools.call('compare_deployment_revisions', { ...where, from: number, to: number });
    if (compared.error?.code === 'not_found') refusal = 'not found';
    else templates.push(withoutHash(load(sideOf(compared.data?.diff))));
  }
  return [
    ...rows.map(
      ({ revision, changeCause = '<none>' }, index) =>
        `${String(revision)} ${String(changeCause)} ${templates[index] ?? ''}`,
    ),
    refusal,
  ].join('\n');
}

/** The text of a diff of a thing with itself. */
function sideOf(diff: unknown): string {
  return String(diff).replace(/^ /gm, '');
}

function withoutHash(template: unknown): string {
  return canonical(template).replace(/,?"pod-template-hash":"[^"]*"/, '');
}
