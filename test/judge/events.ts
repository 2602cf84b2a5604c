import { age } from '../../src/kube/age.ts';
import type { ControlPlane } from '../support/controlPlane.ts';
import { eventDrafts } from './events/eventDraft.ts';
import type { Answer } from './hands/apiClient.ts';
import { each } from './hands/each.ts';
import { inNamespace } from './hands/inNamespace.ts';
import type { Judge, Judged } from './judge.ts';

export const events: Judge = {
  name: 'events',
  claim:
    'list_kubernetes_events gives events of both recorders in the order of their last time, with how often and since when they were seen, by object and type too',
  oracle: 'kubectl events',
  few: 150,
  full: 2000,
  run,
};

const objects = [
  ['Pod', 'web-1'],
  ['Pod', 'web-2'],
  ['ReplicaSet', 'web'],
  ['Deployment', 'web'],
] as const;

async function run(count: number, seed: number, cluster: ControlPlane): Promise<Judged> {
  const namespace = `events-${seed}`;
  return inNamespace(cluster, namespace, async ({ api, tools }) => {
    await each(eventDrafts(namespace, count, seed, Date.now()), async ({ api: group, body }) => {
      const root = group === 'core' ? '/api/v1' : '/apis/events.k8s.io/v1';
      await api.post(`${root}/namespaces/${namespace}/events`, body);
    });
    const questions = [
      { input: {}, args: [] },
      { input: { type: 'Warning' }, args: ['--types=Warning'] },
      ...objects.map(([kind, name]) => ({ input: { kind, name }, args: ['--for', `${kind.toLowerCase()}/${name}`] })),
    ];
    const disagreed: string[] = [];
    let agreed = 0;
    for (const { input, args } of questions) {
      const printed = await cluster.kubectl(['events', '-n', namespace, '--no-headers', ...args]);
      const rows = await tools.rows('list_kubernetes_events', { namespace, ...input }, 'events');
      const theirs = printed
        .trimEnd()
        .split('\n')
        .filter((line) => /message \d+$/.test(line));
      const ours = rows.filter(({ message }) => /^message \d+$/.test(String(message))).toReversed();
      for (let index = 0; index < Math.max(theirs.length, ours.length); index++) {
        const [row, line = 'nothing'] = [ours[index], theirs[index]?.trim()];
        if (row !== undefined && isLine(row, line)) agreed++;
        else disagreed.push(`${JSON.stringify(input)} ${index}: ours ${JSON.stringify(row)}, kubectl: ${line}`);
      }
    }
    return { agreed, disagreed };
  });
}

/** Seconds between the two readings, either way. */
const shifts = Array.from({ length: 25 }, (_, index) => 3 - index);

/** Where two clocks a few seconds apart could say different words, either will do. */
function isLine(row: Answer, line: string): boolean {
  const [seen = '', ...cells] = line.split(/ {2,}/);
  const words = [row.type, row.reason, row.object, row.message].map(String);
  const object = String(row.object);
  const named = `${object.slice(0, object.indexOf('/')).toLowerCase()}${object.slice(object.indexOf('/'))}`;
  words[2] = named;
  return (
    cells.map((cell, index) => (index === 2 ? cell.toLowerCase() : cell)).join(' ') === words.join(' ') &&
    shifts.some((later) => lastSeen(row, later) === seen)
  );
}

function lastSeen({ lastSeenSecondsAgo, firstSeenSecondsAgo, count }: Answer, shift: number): string {
  const last = wordOf(lastSeenSecondsAgo, shift);
  return firstSeenSecondsAgo === undefined
    ? last
    : `${last} (x${String(count)} over ${wordOf(firstSeenSecondsAgo, shift)})`;
}

function wordOf(seconds: unknown, shift: number): string {
  return age((Number(seconds) + shift) * 1000);
}
