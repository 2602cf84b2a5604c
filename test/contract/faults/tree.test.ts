import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createClusters, type LiveClusters } from '../../../src/cluster/liveClusters.ts';
import type { LiveTree } from '../../../src/core/engine.ts';
import { english } from '../../../src/core/label.ts';
import type { Clock } from '../../../src/core/ports.ts';
import { loadOpenApi } from '../../../src/demo/loadOpenApi.ts';
import { serveCluster, type Demo } from '../../../src/demo/serveCluster.ts';
import type { Store } from '../../../src/demo/store.ts';
import { loadWorld } from '../../../src/demo/world/loadWorld.ts';
import { readWorlds } from '../../../src/demo/world/readWorlds.ts';
import { systemClock } from '../../../src/systemClock.ts';
import { createLiveTree } from '../../../src/tree/liveTree.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../../support/faultProxy.ts';
import { root } from '../../support/sourceImports.ts';
import { limits, patientLimits } from './bench.ts';
import { faults } from './faults.ts';

/** The tree's waits are seconds and minutes: here they pass so many times faster. */
const haste = 200;
const start = Date.now();
const hastyClock: Clock = {
  now: () => start + (Date.now() - start) * haste,
  sleep: (milliseconds, signal) => systemClock.sleep(Math.max(1, milliseconds / haste), signal),
};

const line = (type: string, object: unknown): Fault => ({ body: `${JSON.stringify({ type, object })}\n` });

/** What a watch may send besides what any answer may be. */
const watchFaults: readonly Fault[] = [
  line('ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' }),
  line('ERROR', { kind: 'Status', code: 500, reason: 'InternalError', message: 'etcdserver: no leader' }),
  line('ERROR', 'no status'),
  line('ADDED', { kind: 'Pod' }),
  line('MODIFIED', 'no object'),
  line('DELETED', { metadata: {} }),
  line('BOOKMARK', { metadata: { resourceVersion: '' } }),
  line('BOOKMARK', {}),
  line('LATER', { metadata: { name: 'of a later version' } }),
  { body: '{"type":"ADDED","object":{"metadata":{"na' },
  { body: 'no JSON at all\n' },
  { body: '[]\n' },
];

interface Step {
  readonly fault: Fault | undefined;
  readonly of: 'watches' | 'lists' | 'everything';
  readonly dropped: boolean;
  readonly changes: readonly { readonly what: 'new' | 'gone' | 'sick' | 'well'; readonly which: number }[];
}

const anyFault = fc.constantFrom(...faults.map(({ fault }) => fault));
const changes = fc.array(
  fc.record({
    what: fc.constantFrom('new' as const, 'gone' as const, 'sick' as const, 'well' as const),
    which: fc.nat(9),
  }),
  { minLength: 1, maxLength: 3 },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    fault: fc.oneof(fc.constantFrom(...watchFaults), anyFault),
    of: fc.constant('watches' as const),
    dropped: fc.constant(true),
    changes,
  }),
  fc.record({
    fault: fc.option(anyFault, { nil: undefined }),
    of: fc.constantFrom('lists' as const, 'everything' as const),
    dropped: fc.boolean(),
    changes,
  }),
);

describe('a tree that follows a cluster under faults', function () {
  this.timeout(120_000);
  let store: Store;
  let demo: Demo;
  let proxy: FaultProxy;
  let born = 0;

  before(async () => {
    const folder = path.join(root, 'media', 'demo');
    const world = loadWorld(await readWorlds(path.join(folder, 'worlds')), systemClock.now());
    store = world.store;
    const openApi = await loadOpenApi(path.join(folder, 'openapi.json.gz'));
    demo = await serveCluster({ ...world, openApi, clock: systemClock }, 0);
    proxy = await startFaultProxy(demo.server);
  });

  after(async () => {
    await proxy.close();
    await demo.close();
  });

  for (const seed of [1, 2, 3, 5, 6, 128])
    it(`recovers and ends equal to the cluster (sequence ${seed})`, async () => {
      const [steps = []] = fc.sample(fc.array(step, { minLength: 6, maxLength: 10 }), { numRuns: 1, seed });
      proxy.clear();
      const followed = openTree(proxy.url, true);
      const stop = followed.tree.listen(() => undefined);
      try {
        await outline(followed.tree);
        for (const { fault, of, dropped, changes: wanted } of steps) {
          proxy.clear();
          if (fault !== undefined) proxy.set(matching(of), fault);
          if (dropped) proxy.drop();
          for (const { what, which } of wanted) change(what, which);
          await sleep(60);
        }
        proxy.clear();
        await eventuallyEqual(followed.tree, steps);
      } finally {
        stop();
        followed.close();
      }
    });

  function matching(of: Step['of']): (path: string) => boolean {
    return (asked) => of === 'everything' || (of === 'watches') === asked.includes('watch=true');
  }

  /** Equal to what a tree shows that begins now, and nothing is amiss any more. */
  async function eventuallyEqual(tree: LiveTree, steps: readonly Step[]): Promise<void> {
    const until = Date.now() + 30_000;
    for (;;) {
      const fresh = openTree(demo.server, false);
      const [theirs, ours] = [await outline(fresh.tree), await outline(tree)];
      fresh.close();
      const { gaps = [], lost } = tree.summary() ?? {};
      const isEqual = ours.join('\n') === theirs.join('\n') && gaps.length === 0 && lost === undefined;
      if (isEqual) return;
      if (Date.now() > until) {
        assert.deepEqual({ ours, gaps, lost }, { ours: theirs, gaps: [], lost: undefined }, JSON.stringify(steps));
      }
      await sleep(100);
    }
  }

  function openTree(server: string, isHurried: boolean): { readonly tree: LiveTree; close(): void } {
    const clusters: LiveClusters = createClusters({
      env: {},
      homeDirectory: path.join(tmpdir(), 'kube-sre-no-such-home'),
      extraKubeconfigs: [demo.kubeconfig.replaceAll(new URL(demo.server).origin, server)],
      limits: isHurried ? limits : patientLimits,
      clock: systemClock,
      version: 'test',
      salt: 'salt',
    });
    const tree = createLiveTree({ open: (signal) => clusters.open('demo', signal), clock: hastyClock });
    return {
      tree,
      close: () => {
        tree.dispose();
        clusters.dispose();
      },
    };
  }

  function change(what: Step['changes'][number]['what'], which: number): void {
    const pods = store.list('pods').filter(({ metadata }) => metadata.namespace === 'blog');
    const one = pods[which % pods.length];
    if (one === undefined) return;
    const { namespace = '', name } = one.metadata;
    const waiting = { waiting: { reason: 'CrashLoopBackOff' } };
    const statuses = [
      { name: 'blog', image: '', ready: what !== 'sick', restartCount: which, state: what === 'sick' ? waiting : {} },
    ];
    const status = { phase: 'Running', containerStatuses: statuses };
    if (what === 'gone' && pods.length > 1) store.remove('pods', namespace, name);
    else if (what === 'new') {
      born += 1;
      const fresh = { ...one.metadata, name: `born-${born}`, uid: `born-${born}` };
      store.put('pods', { ...one, metadata: fresh, status });
    } else store.put('pods', { ...one, status });
    if (which === 9) store.compact();
  }
});

const shown = ['blog', 'shop'];

async function outline(tree: LiveTree, parent?: string, indent = ''): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { id, label, description, state, expandable, what } of await tree.children(parent)) {
    const words = [label, description].map((text) => (typeof text === 'string' ? text : english(text)));
    lines.push(`${indent}${words.join(' | ')} | ${state}`);
    const isSeen = what !== 'namespace' || shown.includes(words[0] ?? '');
    if (expandable && isSeen) lines.push(...(await outline(tree, id, `${indent}  `)));
  }
  return lines;
}
