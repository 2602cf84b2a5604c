import fc from 'fast-check';
import { age } from '../../src/kube/age.ts';
import { isRecord } from '../../src/core/json.ts';
import type { ControlPlane } from '../support/controlPlane.ts';
import type { Answer, ApiClient } from './hands/apiClient.ts';
import { each } from './hands/each.ts';
import { inNamespace } from './hands/inNamespace.ts';
import type { Judge, Judged } from './judge.ts';
import { podDraft, type PodDraft } from './podStatus/podDraft.ts';

export const podStatus: Judge = {
  name: 'podStatus',
  claim: 'list_kubernetes_pods says READY, STATUS, RESTARTS with the age of the last one, and AGE of generated pods',
  oracle: "the server's table, and kubectl get pods",
  few: 120,
  full: 2000,
  run,
};

const asTable = 'application/json;as=Table;v=v1;g=meta.k8s.io';

async function run(count: number, seed: number, cluster: ControlPlane): Promise<Judged> {
  const namespace = `pod-status-${seed}`;
  const drafts = fc.sample(podDraft, { numRuns: count, seed });
  return inNamespace(cluster, namespace, async ({ api, tools }) => {
    await each(drafts, async (draft, index) => make(api, namespace, `pod-${index}`, draft));
    // A controller ends deleted pods that have no node: what it changes between the readings is read once more.
    for (;;) {
      const before = await printed(api, namespace);
      const table = await cluster.kubectl(['get', 'pods', '-n', namespace, '--no-headers']);
      const rows = await tools.rows('list_kubernetes_pods', { namespace, sort: 'name' }, 'pods');
      const after = await printed(api, namespace);
      if (String(wordsOf(before)) !== String(wordsOf(after))) continue;
      return compare(rows, after, kubectlRows(table), drafts);
    }
  });
}

async function make(api: ApiClient, namespace: string, name: string, draft: PodDraft): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/pods`;
  await api.post(path, { metadata: { name, finalizers: ['judge.test/keep'] }, spec: draft.spec });
  if (draft.ephemeral.length > 0)
    await api.merge(`${path}/${name}/ephemeralcontainers`, { spec: { ephemeralContainers: draft.ephemeral } });
  await api.merge(`${path}/${name}/status`, { status: draft.status });
  if (draft.deleted) await api.delete(`${path}/${name}`);
}

/** The cells of the server's table: name, READY, STATUS, RESTARTS, AGE. */
async function printed(api: ApiClient, namespace: string): Promise<readonly (readonly string[])[]> {
  const { rows } = await api.get(`/api/v1/namespaces/${namespace}/pods`, asTable);
  return (Array.isArray(rows) ? rows.filter(isRecord) : []).map(({ cells }) =>
    Array.isArray(cells) ? cells.slice(0, 5).map(String) : [],
  );
}

function wordsOf(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.map((row) => row.slice(0, 4).join(' '));
}

function kubectlRows(table: string): ReadonlyMap<string, string> {
  return new Map(
    table
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/))
      .map(([name = '', ...cells]) => [name, cells.slice(0, 3).join(' ')]),
  );
}

function compare(
  rows: readonly Answer[],
  table: readonly (readonly string[])[],
  kubectl: ReadonlyMap<string, string>,
  drafts: readonly PodDraft[],
): Judged {
  const ours = new Map(rows.map((row) => [String(row.name), row]));
  const disagreed = drafts.flatMap((draft, index) => {
    const name = `pod-${index}`;
    const row = ours.get(name);
    const theirs = table.find(([first]) => first === name);
    const [, ready = '', status = '', restarts = '', old = ''] = theirs ?? [];
    const words = row === undefined ? 'no row' : wordsOfRow(row);
    const expected = [ready, status, restarts].join(' ');
    const isSame = words === expected && kubectl.get(name) === expected && isAge(row?.ageSeconds, old);
    return isSame
      ? []
      : [
          `${name}: ours ${words} ${String(row?.ageSeconds)} s, the server ${expected} ${old}, kubectl ${String(kubectl.get(name))}: ${JSON.stringify(draft)}`,
        ];
  });
  return { agreed: drafts.length - disagreed.length, disagreed };
}

function wordsOfRow({ ready, status, restarts, lastRestartSecondsAgo }: Answer): string {
  const since = typeof lastRestartSecondsAgo === 'number' ? ` (${age(lastRestartSecondsAgo * 1000)} ago)` : '';
  return `${String(ready)} ${String(status)} ${String(restarts)}${since}`;
}

/** Within the seconds that lie between the two readings. */
function isAge(seconds: unknown, word: string): boolean {
  return (
    typeof seconds === 'number' &&
    Array.from({ length: 21 }, (_, shift) => age((seconds + shift - 10) * 1000)).includes(word)
  );
}
