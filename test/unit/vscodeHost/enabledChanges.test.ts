import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { english } from '../../../src/core/label.ts';
import { changesUntil } from '../../../src/hosts/vscode/changes/changesUntil.ts';
import { EnabledChanges, type GrantStore } from '../../../src/hosts/vscode/changes/enabledChanges.ts';

const demo = { context: 'demo', server: 'https://127.0.0.1:6443', authority: 'sha256:a' };
const minute = 60_000;

function memory(): GrantStore & { value: unknown } {
  const store: GrantStore & { value: unknown } = {
    value: undefined,
    get: () => store.value,
    update: (_key, value) => {
      // As the editor keeps it
      store.value = JSON.parse(JSON.stringify(value));
      return Promise.resolve();
    },
  };
  return store;
}

function windowOf(store: GrantStore, clock = { now: 1_000_000 }) {
  const changes = new EnabledChanges({
    store,
    howToEnable: 'ask',
    protects: () => ({ contexts: [], namespaces: [] }),
    now: () => clock.now,
  });
  return { changes, clock };
}

describe('changes that are enabled', () => {
  it('are off until a person says so, and then on for this cluster alone', async () => {
    const { changes } = windowOf(memory());
    assert.equal(changes.isEnabled(demo), false);
    await changes.enable(demo, { milliseconds: 15 * minute });
    assert.equal(changes.isEnabled(demo), true);
    for (const other of [
      { ...demo, context: 'prod' },
      { ...demo, server: 'https://127.0.0.1:6444' },
      { ...demo, authority: '' },
    ])
      assert.equal(changes.isEnabled(other), false, JSON.stringify(other));
    changes.dispose();
  });

  it('are off at the minute, and where the clock was set back before it', async () => {
    const { changes, clock } = windowOf(memory());
    await changes.enable(demo, { milliseconds: 15 * minute });
    clock.now += 15 * minute - 1;
    assert.equal(changes.isEnabled(demo), true);
    clock.now += 1;
    assert.equal(changes.isEnabled(demo), false);
    clock.now = 999_999;
    assert.equal(changes.isEnabled(demo), false);
    changes.dispose();
  });

  it('tell of their end by themselves', async () => {
    const changes = new EnabledChanges({
      store: memory(),
      howToEnable: '',
      protects: () => ({ contexts: [], namespaces: [] }),
    });
    const seen: number[] = [];
    changes.listen(() => seen.push(changes.inForce().length));
    await changes.enable(demo, { milliseconds: 60 });
    await sleep(150);
    assert.deepEqual(seen, [1, 0]);
    changes.dispose();
  });

  it('count in every window, or in one until it closes', async () => {
    const store = memory();
    const [one, other] = [windowOf(store).changes, windowOf(store).changes];
    await one.enable(demo, {});
    assert.equal(other.isEnabled(demo), true);
    await other.disable('demo');
    assert.equal(one.isEnabled(demo), false);
    await one.enable(demo, { thisWindow: true });
    assert.deepEqual([one.isEnabled(demo), other.isEnabled(demo)], [true, false]);
    assert.equal(windowOf(store).changes.isEnabled(demo), false);
  });

  it('end as the last answer says, also where the one before reached farther', async () => {
    const { changes, clock } = windowOf(memory());
    await changes.enable(demo, {});
    await changes.enable(demo, { milliseconds: minute });
    clock.now += minute;
    assert.equal(changes.isEnabled(demo), false);
    changes.dispose();
  });

  it('are switched off for one context, or for all', async () => {
    const { changes } = windowOf(memory());
    const prod = { ...demo, context: 'prod' };
    await changes.enable(demo, {});
    await changes.enable(prod, { thisWindow: true });
    await changes.disable('demo');
    assert.deepEqual([changes.isEnabled(demo), changes.isEnabled(prod)], [false, true]);
    await changes.disable();
    assert.deepEqual(changes.inForce(), []);
  });

  it('are not enabled by what is no whole grant', () => {
    const store = memory();
    const whole = { ...demo, since: 0 };
    for (const value of [
      'yes',
      true,
      [true],
      [demo],
      [{ ...whole, until: 'never' }],
      [{ ...whole, until: null }],
      [{ context: '*', server: '*', authority: '*', since: 0 }],
      { demo: whole },
    ]) {
      store.value = value;
      assert.equal(windowOf(store).changes.isEnabled(demo), false, JSON.stringify(value));
    }
    store.value = [whole];
    assert.equal(windowOf(store).changes.isEnabled(demo), true);
  });

  it('are said with the end of the last one', () => {
    const words = (...untils: readonly (number | undefined)[]): string => {
      const label = changesUntil(
        untils.map((until) => ({ ...demo, since: 0, ...(until === undefined ? {} : { until }) })),
      );
      return label === undefined ? '' : english(label);
    };
    assert.equal(words(), '');
    assert.equal(
      words(Date.UTC(2026, 10, 25, 15), Date.UTC(2026, 10, 25, 14)),
      'changes on until 2026-11-25T15:00:00.000Z',
    );
    assert.equal(words(Date.UTC(2026, 10, 25, 15), undefined), 'changes on');
  });
});
