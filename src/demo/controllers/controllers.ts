import type { DemoCluster } from '../demoCluster.ts';
import type { Change } from '../store.ts';
import { Agenda } from './agenda.ts';
import { collectGarbage } from './collectGarbage.ts';
import { daemonSet } from './daemonSet.ts';
import { deployment } from './deployment.ts';
import { disruptionBudget } from './disruptionBudget.ts';
import { emptyNamespace } from './emptyNamespace.ts';
import { endpoints } from './endpoints.ts';
import type { Kit, Reconcile } from './kit.ts';
import { kubelet } from './kubelet.ts';
import { provision } from './provision.ts';
import { quota } from './quota.ts';
import { replicaSet } from './replicaSet.ts';
import { schedule } from './schedule.ts';
import { statefulSet } from './statefulSet.ts';
import { stockNamespace } from './stockNamespace.ts';
import type { Stories } from './stories.ts';
import { touched, type ControllerName } from './touched.ts';

const reconcilers: Readonly<Record<ControllerName, Reconcile>> = {
  collectGarbage,
  emptyNamespace,
  stockNamespace,
  deployment,
  replicaSet,
  statefulSet,
  daemonSet,
  provision,
  schedule,
  kubelet,
  endpoints,
  disruptionBudget,
  quota,
};

/** The cluster's own doing. What a world holds stays as it is until somebody writes; from then on what is touched is looked after. */
export interface Controllers {
  /** Lets all happen that was to happen by now. */
  advance(now: number): void;
  /** When there is something to do next, in milliseconds since the epoch. */
  readonly next: number | undefined;
  /** Told whenever there may be something to do earlier than before. */
  onWork(listener: () => void): void;
}

/** More of them in one go than this, and two controllers are undoing each other's work. */
const mostSteps = 20_000;

export function runControllers(
  { store, logs, clock }: Pick<DemoCluster, 'store' | 'logs' | 'clock'>,
  stories: Stories,
): Controllers {
  const agenda = new Agenda();
  const queue = new Map<string, () => void>();
  const listeners: (() => void)[] = [];
  let now = clock.now();
  const kit: Kit = {
    store,
    logs,
    stories,
    begun: new Set(),
    refused: new Map(),
    now: () => now,
    after: (delay, happen) => agenda.add(now + delay, happen),
  };
  store.subscribe((change: Change) => {
    for (const { controller, key } of touched(store, change))
      queue.set(`${controller} ${key}`, () => reconcilers[controller](kit, key));
    for (const listener of listeners) listener();
  });

  function settle(): void {
    for (let steps = 0; queue.size > 0; steps++) {
      if (steps > mostSteps)
        throw new Error(`The demo's controllers do not come to rest: ${[...queue.keys()].join(', ')}`);
      const [[key, run] = ['', () => undefined]] = queue;
      queue.delete(key);
      run();
    }
  }

  return {
    advance(until) {
      settle();
      for (let due = agenda.take(until); due !== undefined; due = agenda.take(until)) {
        now = Math.max(now, due.at);
        due.happen();
        settle();
      }
      now = Math.max(now, until);
    },
    get next() {
      return queue.size > 0 ? now : agenda.next;
    },
    onWork: (listener) => void listeners.push(listener),
  };
}
