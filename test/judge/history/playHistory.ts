import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '../../../src/core/json.ts';
import type { ControlPlane } from '../../support/controlPlane.ts';
import { itemsOf, type Answer, type ApiClient } from '../hands/apiClient.ts';
import type { HistoryDraft, HistoryStep } from './historyDraft.ts';

/** Where the workload is, and by whom it is played. */
export interface HistoryStage {
  readonly api: ApiClient;
  readonly cluster: ControlPlane;
  readonly namespace: string;
  readonly name: string;
}

/** Makes the workload and does to it what the draft says; the controllers have seen each step before the next one. */
export async function playHistory(stage: HistoryStage, draft: HistoryDraft): Promise<void> {
  await stage.api.post(collectionOf(stage, draft), manifestOf(stage.name, draft));
  await observed(stage, draft);
  for (const step of draft.steps) {
    await play(stage, draft, step);
    await observed(stage, draft);
  }
}

async function play(stage: HistoryStage, draft: HistoryDraft, step: HistoryStep): Promise<void> {
  const path = `${collectionOf(stage, draft)}/${stage.name}`;
  const patch = (body: object): Promise<Answer> => stage.api.merge(path, body);
  switch (step.do) {
    case 'release':
      // kubectl annotate comes after the change, and the controllers copy it to the revision
      await patch({ spec: { template: templateOf(stage.name, step.version) } });
      if (step.cause !== undefined) await patch(causeOf(step.cause));
      return;
    case 'annotate':
      await patch(causeOf(step.cause));
      return;
    case 'pause':
    case 'resume':
      await patch({ spec: { paused: step.do === 'pause' } });
      return;
    case 'partition':
      if (draft.strategy === 'RollingUpdate')
        await patch({ spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: step.from } } } });
      return;
    case 'undo':
      await undo(stage, draft, step.place);
      return;
    case 'lose':
      await lose(stage, draft, step.place);
      return;
  }
}

/** What kubectl refuses (paused, nothing before) leaves the workload as it is. */
async function undo(stage: HistoryStage, draft: HistoryDraft, place: number | undefined): Promise<void> {
  const { cluster, namespace, name } = stage;
  const numbers = (await revisionsOf(stage, draft)).map(numberOf).sort((a, b) => a - b);
  const to = place === undefined ? undefined : numbers[place];
  const wanted = to === undefined ? [] : [`--to-revision=${to}`];
  await cluster
    .kubectl(['rollout', 'undo', `${draft.kind}/${name}`, '-n', namespace, ...wanted])
    .catch((error: unknown) => {
      const refusals = /paused deployment|no rollout history|no last revision|unable to find specified revision/;
      if (!(error instanceof Error) || !refusals.test(error.message)) throw error;
    });
}

/** The newest is left: the controller would make it again at once, under another number. */
async function lose(stage: HistoryStage, draft: HistoryDraft, place: number): Promise<void> {
  const all = (await revisionsOf(stage, draft)).toSorted((a, b) => numberOf(a) - numberOf(b)).slice(0, -1);
  const lost = all[place];
  if (lost === undefined) return;
  await stage.api.delete(`${keptIn(stage, draft)}/${metadataOf(lost).name as string}`);
}

/** The ReplicaSets or ControllerRevisions of a workload, raw. */
export async function revisionsOf(stage: HistoryStage, draft: HistoryDraft): Promise<readonly Answer[]> {
  const selector = encodeURIComponent(`app=${stage.name}`);
  return itemsOf(await stage.api.get(`${keptIn(stage, draft)}?labelSelector=${selector}`));
}

function keptIn({ namespace }: HistoryStage, { kind }: HistoryDraft): string {
  return `/apis/apps/v1/namespaces/${namespace}/${kind === 'Deployment' ? 'replicasets' : 'controllerrevisions'}`;
}

function numberOf(revision: Answer): number {
  const { annotations } = metadataOf(revision);
  const number = isRecord(annotations) ? annotations['deployment.kubernetes.io/revision'] : undefined;
  return Number(revision.revision ?? number ?? 0);
}

function metadataOf({ metadata }: Answer): Answer {
  return isRecord(metadata) ? metadata : {};
}

export function collectionOf({ namespace }: HistoryStage, { kind }: HistoryDraft): string {
  return `/apis/apps/v1/namespaces/${namespace}/${kind.toLowerCase()}s`;
}

const patience = 30_000;

/** Until the controller has seen the last change: by then it has made the revision, or none is wanted. */
async function observed(stage: HistoryStage, draft: HistoryDraft): Promise<void> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const { metadata, status } = await stage.api.get(`${collectionOf(stage, draft)}/${stage.name}`);
    const wanted = isRecord(metadata) ? Number(metadata.generation) : 0;
    const seen = isRecord(status) ? Number(status.observedGeneration ?? 0) : 0;
    if (seen >= wanted) return;
    await sleep(50);
  }
  throw new Error(`${draft.kind} ${stage.name} was not looked at within ${patience} ms`);
}

function causeOf(cause: string): object {
  return { metadata: { annotations: { 'kubernetes.io/change-cause': cause } } };
}

function templateOf(name: string, version: number): object {
  return {
    metadata: { labels: { app: name }, annotations: { version: `v${version}` } },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: 'web',
          image: `registry.example/web:${version}`,
          env: Array.from({ length: version }, (_, index) => ({ name: `SETTING_${index}`, value: String(version) })),
        },
      ],
    },
  };
}

function manifestOf(name: string, draft: HistoryDraft): object {
  const { kind, replicas, revisionHistoryLimit, strategy } = draft;
  const other = kind === 'Deployment' ? 'Recreate' : 'OnDelete';
  const type = { type: strategy === 'other' ? other : strategy };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      revisionHistoryLimit,
      template: templateOf(name, 1),
      ...(kind === 'DaemonSet' ? {} : { replicas }),
      ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
      ...(kind === 'Deployment' ? { strategy: type } : { updateStrategy: type }),
    },
  };
}
