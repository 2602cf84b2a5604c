import assert from 'node:assert/strict';
import { featureText, type Feature } from '../../../../src/kube/correlation/feature.ts';
import { sharedFeatures, type KnownFeature } from '../../../../src/kube/correlation/sharedFeatures.ts';
import type { Unit } from '../../../../src/kube/correlation/unit.ts';

const node = (name: string): Feature => ({ kind: 'node', name });
const config = (name: string): Feature => ({ kind: 'ConfigMap', namespace: 'shop', name });

let made = 0;

function unit(workload: string, fails: boolean, traits: readonly Feature[], named: readonly Feature[] = []): Unit {
  return { id: `Pod/shop/p${++made}`, workload, fails, pods: 1, traits, named };
}

/** So many workloads of three pods on three nodes, the pods of a node failing or not. */
function spread(workloads: number, failing: (workload: number, place: number) => boolean): readonly Unit[] {
  return Array.from({ length: workloads }, (_, workload) =>
    [1, 2, 3].map((place) => unit(`w${workload}`, failing(workload, place), [node(`node-${place}`)])),
  ).flat();
}

const found = (units: readonly Unit[], known = new Map<string, KnownFeature>()) =>
  sharedFeatures(units, known).map(({ features, ...rest }) => ({
    ...rest,
    names: features.map(({ feature }) => featureText(feature)),
  }));

describe('sharedFeatures', () => {
  it('finds the node on which pods of every workload fail, with support and lift', () => {
    const [first, ...more] = found(spread(8, (_, place) => place === 2));
    assert.ok(first);
    assert.deepEqual([first.names, first.failing, first.failingAll, first.healthy], [['node node-2'], 8, 8, 0]);
    assert.equal(first.lift, 3);
    assert.equal(more.length, 0);
  });

  it('finds it among failures that have nothing to do with it', () => {
    const [first] = found(spread(10, (workload, place) => place === 2 || workload === 0 || workload === 1));
    assert.deepEqual(first?.names, ['node node-2']);
    assert.deepEqual([first.failing, first.failingAll], [10, 14]);
  });

  it('takes the pods of a workload for one failure, however many it has', () => {
    const many = Array.from({ length: 50 }, () => unit('big', true, [config('own'), node('node-1')]));
    assert.deepEqual(found([...many, ...spread(10, () => false)]), []);
  });

  it('claims nothing of two workloads that chance has brought together', () => {
    const units = spread(8, (workload, place) => workload < 2 && place === 2);
    assert.deepEqual(found([...units, unit('w9', true, [node('node-1')])]), []);
  });

  it('claims nothing where all that fails has nothing to be compared with', () => {
    assert.deepEqual(found(spread(6, () => true)), []);
  });

  it('takes a few failures on a node for its doing where the node is out of order itself', () => {
    const units = [...spread(6, (workload, place) => place === 2 && workload < 5), unit('w8', true, [node('node-1')])];
    const [first] = sharedFeatures(units, new Map([['node /node-2', 'faulty']]));
    assert.deepEqual(first?.features, [{ feature: node('node-2'), basis: 'faulty' }]);
  });

  it('believes what the messages of several workloads name, where healthy pods have it too', () => {
    const settings = config('settings');
    const units = ['a', 'b', 'c'].flatMap((name) => [
      unit(name, true, [settings], [settings]),
      ...Array.from({ length: 4 }, () => unit(name, false, [settings])),
    ]);
    const [first] = sharedFeatures(units, new Map());
    assert.deepEqual(first?.features, [{ feature: settings, basis: 'named' }]);
    assert.equal(first.healthy, 12);
  });

  it('lays no failure to a change that came after it, for or against', () => {
    const flags = config('flags');
    const changedAt = 1000;
    const units = [
      ...['a', 'b', 'c'].map((name) => ({ ...unit(name, true, [flags]), beganAt: 2000 })),
      ...['d', 'e'].map((name) => ({ ...unit(name, true, []), beganAt: 10 })),
      ...Array.from({ length: 9 }, (_, index) => unit(`ok${index}`, false, [])),
    ];
    const known = new Map([['ConfigMap shop/flags', { changedAt }]]);
    assert.deepEqual(sharedFeatures(units, known)[0]?.features, [{ feature: flags, basis: 'changed' }]);
    // The same failures, had they all begun since: the others speak against it
    assert.deepEqual(
      sharedFeatures(
        units.map((one) => (one.fails ? { ...one, beganAt: 2000 } : one)),
        known,
      ),
      [],
    );
    // And had they all been there before
    assert.deepEqual(
      sharedFeatures(
        units.map((one) => (one.fails ? { ...one, beganAt: 10 } : one)),
        known,
      ),
      [],
    );
  });

  it('claims of a mere comparison only what chance does once in a hundred', () => {
    const registry: Feature = { kind: 'registry', name: 'quay.io' };
    const world = (well: number) => [
      ...['a', 'b', 'c'].map((name) => unit(name, true, [registry])),
      unit('d', true, []),
      ...Array.from({ length: well }, (_, index) => unit(`ok${index}`, false, [])),
    ];
    assert.deepEqual(found(world(8)), []);
    assert.deepEqual(
      found(world(16)).map(({ names }) => names),
      [['registry quay.io']],
    );
  });

  it('tells two causes apart, and features of the same pods together', () => {
    const zone: Feature = { kind: 'zone', name: 'a' };
    const units = [
      ...Array.from({ length: 8 }, (_, index) => [
        unit(`n${index}`, true, [node('bad'), zone]),
        unit(`n${index}`, false, [node('good')]),
      ]).flat(),
      ...Array.from({ length: 6 }, (_, index) => unit(`c${index}`, true, [config('bad')])),
      ...Array.from({ length: 20 }, (_, index) => unit(`ok${index}`, false, [node('good'), config('fine')])),
    ];
    assert.deepEqual(
      found(units).map(({ names }) => names),
      [['node bad', 'zone a'], ['ConfigMap shop/bad']],
    );
  });
});
