import assert from 'node:assert/strict';
import type { Finding } from '../../../src/core/finding.ts';
import { pod as podKind } from '../../../src/kube/kinds/pod.ts';
import { rollUp } from '../../../src/rules/rollUp.ts';
import { pod } from './objects.ts';

const pods = ['web-5c8f6-a', 'web-5c8f6-b', 'web-5c8f6-c', 'cart-77-a'].map((name) =>
  podKind.project(
    pod(name, {
      owner: `ReplicaSet/${name.slice(0, -2)}`,
      labels: { 'pod-template-hash': name.split('-')[1] ?? '' },
    }),
  ),
);

function finding(name: string, message: string, fields: Partial<Finding> = {}, container?: string): Finding {
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: 'shop',
    name,
    ...(container === undefined ? {} : { container }),
  };
  return { rule: 'container/oom-killed', severity: 'critical', object, message, evidence: [], remedy: 'r', ...fields };
}

const messagesOf = (findings: readonly Finding[]): readonly string[] =>
  rollUp(findings, pods).map(({ message }) => message);

describe('what is true of many pods of a workload', () => {
  it('is said once, of the first of them, numbers and names aside', () => {
    const said = messagesOf([
      finding('web-5c8f6-a', 'web-5c8f6-a was killed 4 times.'),
      finding('web-5c8f6-b', 'web-5c8f6-b was killed 9 times.'),
      finding('web-5c8f6-c', 'web-5c8f6-c was killed 2 times.'),
    ]);
    assert.deepEqual(said, [
      'web-5c8f6-a was killed 4 times. The same of 2 other pods of Deployment web: web-5c8f6-b, web-5c8f6-c.',
    ]);
  });

  it('is said apart for other words, rules, severities, containers and workloads', () => {
    const apart = [
      finding('web-5c8f6-a', 'Killed.'),
      finding('web-5c8f6-b', 'Key a is missing.'),
      finding('web-5c8f6-b', 'Killed.', { severity: 'warning' }),
      finding('web-5c8f6-b', 'Killed.', { rule: 'container/liveness-kill' }),
      finding('web-5c8f6-b', 'Killed.', {}, 'proxy'),
      finding('cart-77-a', 'Killed.'),
    ];
    assert.deepEqual(
      messagesOf(apart),
      apart.map(({ message }) => message),
    );
  });

  it('leaves what is about no pod as it is', () => {
    const node = finding('x', 'Not ready.', { object: { apiVersion: 'v1', kind: 'Node', name: 'node-1' } });
    assert.deepEqual(rollUp([node, node], pods), [node, node]);
  });
});
