import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '../../src/core/json.ts';
import type { ControlPlane } from '../support/controlPlane.ts';
import { itemsOf } from './hands/apiClient.ts';
import { each } from './hands/each.ts';
import { inNamespace, type Hands } from './hands/inNamespace.ts';
import { historyDrafts, type HistoryDraft } from './history/historyDraft.ts';
import { collectionOf, playHistory } from './history/playHistory.ts';
import type { Judge, Judged } from './judge.ts';

export const rolloutStatus: Judge = {
  name: 'rolloutStatus',
  claim:
    'monitor_scaling_progress gives the line of kubectl rollout status for Deployments, StatefulSets and DaemonSets, after each of their pods that gets ready and past the progress deadline, and calls nothing settled for which kubectl still waits',
  oracle: 'kubectl rollout status --watch=false',
  few: 6,
  full: 60,
  run,
};

/** Controllers count in their own time: no disagreement before they have had this many milliseconds. */
const patience = 20_000;

async function run(count: number, seed: number, cluster: ControlPlane): Promise<Judged> {
  const namespace = `rollout-status-${seed}`;
  const drafts = historyDrafts(count, seed);
  return inNamespace(cluster, namespace, async (hands) => {
    const disagreed: string[] = [];
    await each(drafts, async (draft, index) => {
      const stage = { ...hands, cluster, namespace, name: `case-${index}` };
      await playHistory(stage, draft);
      const wrong = await judge(stage, draft, index % 2 === 0);
      if (wrong !== undefined) disagreed.push(`${stage.name}: ${wrong}: ${JSON.stringify(draft)}`);
    });
    return { agreed: drafts.length - disagreed.length, disagreed };
  });
}

interface Stage extends Hands {
  readonly cluster: ControlPlane;
  readonly namespace: string;
  readonly name: string;
}

/** @param isLate its pods get ready only after its progress deadline */
async function judge(stage: Stage, draft: HistoryDraft, isLate: boolean): Promise<string | undefined> {
  if (isLate && draft.kind === 'Deployment')
    await stage.api.merge(`${collectionOf(stage, draft)}/${stage.name}`, { spec: { progressDeadlineSeconds: 1 } });
  for (let made = 0; ; made++) {
    const wrong = await compared(stage, draft);
    if (wrong !== undefined) return `with ${made} pods made ready: ${wrong}`;
    if (made === mostPods || !(await makeOneReady(stage))) return undefined;
  }
}

/** A rollout of two replicas makes no more than this many pods; a DaemonSet of many nodes is left at them. */
const mostPods = 6;

async function compared(stage: Stage, draft: HistoryDraft): Promise<string | undefined> {
  const deadline = Date.now() + patience;
  for (;;) {
    const before = await theirs(stage, draft);
    const ours = await oursOf(stage, draft);
    const after = await theirs(stage, draft);
    // What moved meanwhile is no answer to the same question
    if (before === after && ours.line === after && !(ours.isSettled && /waiting/i.test(after))) return undefined;
    if (Date.now() > deadline)
      return `ours ${JSON.stringify(ours)}, kubectl ${before}${before === after ? '' : `, then ${after}`}`;
    await sleep(200);
  }
}

async function theirs({ cluster, namespace, name }: Stage, { kind }: HistoryDraft): Promise<string> {
  return cluster.kubectl(['rollout', 'status', `${kind}/${name}`, '-n', namespace, '--watch=false']).then(
    (text) => text.trim(),
    (error: unknown) => {
      const refusal = error instanceof Error ? /^error: (.*)$/m.exec(error.message)?.[1] : undefined;
      if (refusal === undefined) throw error;
      return refusal;
    },
  );
}

async function oursOf({ tools, namespace, name }: Stage, { kind }: HistoryDraft) {
  const { data, error } = await tools.call('monitor_scaling_progress', { kind, namespace, name, timeoutSeconds: 2 });
  // On a busy machine nothing may have been read in so short a time: asked again
  if (error !== undefined && error.code !== 'timeout') throw new Error(error.message);
  const line = typeof data?.kubectl === 'string' ? data.kubectl : (error?.message ?? 'nothing');
  return { line, isSettled: data?.ended === 'settled' };
}

/** As its kubelet would say. False: there is none left that is not. */
async function makeOneReady({ api, namespace, name }: Stage): Promise<boolean> {
  const selector = encodeURIComponent(`app=${name}`);
  const pods = itemsOf(await api.get(`/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`));
  const unready = pods.flatMap(({ metadata, status }) => {
    const conditions = isRecord(status) && Array.isArray(status.conditions) ? status.conditions.filter(isRecord) : [];
    const isReady = conditions.some((one) => one.type === 'Ready' && one.status === 'True');
    return isReady || !isRecord(metadata) || metadata.deletionTimestamp !== undefined ? [] : [String(metadata.name)];
  });
  const [first] = unready.toSorted();
  if (first === undefined) return false;
  const lastTransitionTime = new Date().toISOString();
  await api.merge(`/api/v1/namespaces/${namespace}/pods/${first}/status`, {
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True', lastTransitionTime }] },
  });
  return true;
}
