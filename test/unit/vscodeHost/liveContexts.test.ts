import assert from 'node:assert/strict';
import type { LiveTree } from '../../../src/core/engine.ts';
import { LiveContexts } from '../../../src/hosts/vscode/trees/liveContexts.ts';

type Listener = (nodes: readonly (string | undefined)[]) => void;

function tree(): { readonly tree: LiveTree; readonly listeners: Set<Listener> } {
  const listeners = new Set<Listener>();
  return {
    listeners,
    tree: {
      children: () => Promise.resolve([]),
      summary: () => undefined,
      find: () => Promise.resolve(undefined),
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      answers: () => Promise.resolve(),
      renew: () => undefined,
      dispose: () => listeners.clear(),
    },
  };
}

describe('listening to the trees of the expanded contexts', () => {
  it('tells which context changed', () => {
    const heard: unknown[] = [];
    const live = new LiveContexts((...change) => heard.push(change));
    const { tree: demo, listeners } = tree();
    live.start('demo', demo);
    for (const listener of listeners) listener(['shop', undefined]);
    assert.deepEqual(heard, [['demo', ['shop', undefined]]]);
  });

  it('listens once to a tree, and to the new one in the place of an old one', () => {
    const live = new LiveContexts(() => undefined);
    const first = tree();
    const second = tree();
    live.start('demo', first.tree);
    live.start('demo', first.tree);
    assert.equal(first.listeners.size, 1);
    live.start('demo', second.tree);
    assert.equal(first.listeners.size, 0);
    assert.equal(second.listeners.size, 1);
  });

  it('stops while nobody sees the view, and goes on afterwards', () => {
    const live = new LiveContexts(() => undefined);
    const { tree: demo, listeners } = tree();
    const late = tree();
    live.start('demo', demo);
    assert.deepEqual(live.setVisible(false), []);
    assert.equal(listeners.size, 0);
    live.start('late', late.tree);
    assert.equal(late.listeners.size, 0);
    assert.deepEqual(live.setVisible(true), ['demo', 'late']);
    assert.equal(listeners.size + late.listeners.size, 2);
    assert.deepEqual(live.setVisible(true), []);
  });

  it('stops with a collapsed context', () => {
    const live = new LiveContexts(() => undefined);
    const { tree: demo, listeners } = tree();
    live.start('demo', demo);
    live.stop('demo');
    assert.equal(listeners.size, 0);
    live.setVisible(false);
    assert.deepEqual(live.setVisible(true), []);
  });
});
