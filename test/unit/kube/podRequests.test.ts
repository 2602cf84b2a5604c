import assert from 'node:assert/strict';
import { podRequests } from '../../../src/kube/podRequests.ts';
import { quantity } from '../../../src/kube/quantity.ts';

describe('a quantity', () => {
  for (const [text, value] of [
    ['500m', 0.5],
    ['2', 2],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['128974848', 128_974_848],
    ['129e6', 129_000_000],
    ['129M', 129_000_000],
    ['.5', 0.5],
    ['12E', 12e18],
    ['100n', 1e-7],
  ] as const)
    it(`reads ${text}`, () => {
      assert.ok(Math.abs((quantity(text) ?? NaN) - value) <= value * 1e-9);
    });

  for (const text of ['', 'a lot', '1 Gi', '1KiB', 'Ki', '1e', '--1'])
    it(`does not read ${JSON.stringify(text)}`, () => assert.equal(quantity(text), undefined));
});

describe('what a pod requests', () => {
  const container = (cpu: string, restartPolicy?: string) => ({
    resources: { requests: { cpu, memory: '10Mi' } },
    ...(restartPolicy === undefined ? {} : { restartPolicy }),
  });
  const cpuOf = (spec: object): number => podRequests({ spec }).cpu;

  it('is the sum of its containers and its overhead', () =>
    assert.equal(cpuOf({ containers: [container('1'), container('500m')], overhead: { cpu: '250m' } }), 1.75));

  it('is its largest init container where that is more', () =>
    assert.equal(cpuOf({ containers: [container('1')], initContainers: [container('3'), container('2')] }), 3));

  it('counts sidecars beside the app, and beside the init containers after them', () => {
    assert.equal(cpuOf({ containers: [container('1')], initContainers: [container('1', 'Always')] }), 2);
    assert.equal(
      cpuOf({ containers: [container('1')], initContainers: [container('1', 'Always'), container('3')] }),
      4,
    );
  });

  it('is the request of the pod itself where it has one', () =>
    assert.equal(cpuOf({ containers: [container('1')], resources: { requests: { cpu: '4' } } }), 4));

  it('takes a limit without a request for one', () =>
    assert.equal(cpuOf({ containers: [{ resources: { limits: { cpu: '2' } } }] }), 2));

  it('is nothing where nothing is said', () => {
    assert.equal(cpuOf({ containers: [{}] }), 0);
    assert.equal(podRequests({}).memory, 0);
  });
});
