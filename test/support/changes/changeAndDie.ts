import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { createClusters } from '../../../src/cluster/liveClusters.ts';
import { changeMaker } from '../../../src/changes/makeChange.ts';
import { BeforeImages } from '../../../src/changes/journal/beforeImages.ts';
import { Journal } from '../../../src/changes/journal/journal.ts';
import type { ChangeHow, MadeChange } from '../../../src/core/changeAnswer.ts';
import type { JournalEntry } from '../../../src/core/journal.ts';
import type { Write } from '../../../src/core/write.ts';
import { systemClock } from '../../../src/systemClock.ts';
import { allTools } from '../../../src/tools/allTools.ts';

/** Where a process may die while it changes something, in their order. */
export const boundaries = [
  'before the intent',
  'after the intent',
  'before the request',
  'after the request',
  'before the outcome',
  'after the outcome',
  'after the watching',
] as const;
export type Boundary = (typeof boundaries)[number];

/** This file, run as a process of its own: KUBECONFIG FOLDER TOOL INPUT BOUNDARY, where `undo` is a tool that takes an `id`. It kills itself there, as kill -9 would. */
export const changeAndDie = fileURLToPath(import.meta.url);

if (process.argv[1] === changeAndDie) {
  const [file = '', folder = '', name = '', input = '{}', boundary] = process.argv.slice(2);
  const at = (here: Boundary): void => {
    if (here === boundary) process.kill(process.pid, 'SIGKILL');
  };
  const limits = { connect: 10_000, idle: 30_000, call: 30_000, login: 10_000 };
  const clusters = createClusters({
    env: {},
    homeDirectory: folder,
    extraKubeconfigs: [readFileSync(file, 'utf8')],
    limits,
    clock: systemClock,
    version: 'test',
    salt: 'salt',
  });
  class Dying extends Journal {
    override async append(entry: JournalEntry): Promise<void> {
      if (entry.type === 'intent') at('before the intent');
      if (entry.type === 'outcome') at('before the outcome');
      await super.append(entry);
      if (entry.type === 'intent') at('after the intent');
      if (entry.type === 'outcome') at('after the outcome');
      if (entry.type === 'verified') at('after the watching');
    }
  }
  const maker = changeMaker({
    open: async (context, signal) => {
      const { cluster, identity, writer } = await clusters.writing(context, signal);
      return {
        cluster,
        identity,
        writer: {
          read: (target, until) => writer.read(target, until),
          dryRun: (write, until) => writer.dryRun(write, until),
          write: async (write: Write, until: AbortSignal) => {
            at('before the request');
            const answer = await writer.write(write, until);
            at('after the request');
            return answer;
          },
        },
      };
    },
    enabled: { isEnabled: () => true, howToEnable: '' },
    journal: new Dying({ folder }),
    images: new BeforeImages({ folder, now: () => Date.now() }),
    clock: systemClock,
    folder,
    user: 'tester',
    host: (await import('node:os')).hostname(),
    patience: { request: limits.idle, plan: limits.call },
  });
  const asked: unknown = JSON.parse(input);
  if (typeof asked !== 'object' || asked === null) throw new Error('no input');
  const fields = Object.fromEntries(Object.entries(asked));
  const how: ChangeHow = {
    surface: 'test',
    observer: {},
    approve: ({ plan }) => Promise.resolve({ answer: 'approved', digest: plan.digest, by: 'test' }),
  };
  const { signal } = new AbortController();
  const make = async (): Promise<MadeChange> => {
    if (name === 'undo') return maker.undo(String(fields.id), how, signal);
    const tool = allTools.find((one) => one.name === name);
    if (tool === undefined || !('draft' in tool)) throw new Error(`${name} changes nothing`);
    return maker.make(
      {
        ...how,
        tool: name,
        input: fields,
        context: undefined,
        draft: async (cluster, until) => {
          const drafted = await tool.draft(cluster, fields, until);
          return 'steps' in drafted ? { ...drafted, watchSeconds: 1 } : drafted;
        },
      },
      signal,
    );
  };
  process.stdout.write((await make()).verdict);
  clusters.dispose();
}
