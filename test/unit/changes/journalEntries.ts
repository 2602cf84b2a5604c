import type { Intent, Outcome, Verified } from '../../../src/core/journal.ts';

const object = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' };

/** As the executor writes it before it scales a Deployment. */
export function intent(part: Partial<Intent> = {}): Intent {
  return {
    type: 'intent',
    id: '01KB0000000000000000000001',
    at: '2026-11-26T12:00:00.000Z',
    surface: 'chat',
    tool: 'scale_deployment',
    input: { namespace: 'shop', name: 'cart', replicas: 3 },
    cluster: { context: 'demo', server: 'https://10.0.0.1:6443', authority: 'a'.repeat(64) },
    scope: { namespace: 'shop', kind: 'Deployment', name: 'cart' },
    title: 'Scale shop/cart from 1 to 3',
    effect: '2 pods are added',
    digest: 'sha256:0f343b0931126a20f133d67c2b018a3b5e4d3a6f9c1b2e7d8c9a0b1c2d3e4f50',
    approvedBy: 'modal',
    by: { user: 'anna', host: 'laptop', pid: 4711 },
    steps: [{ do: 'patch', object, subresource: 'scale', uid: '5f0c6f2e-9a51-4a7a-9d58-1c2f4f6f0b11' }],
    diff: [{ path: 'spec.replicas', before: 1, after: 3 }],
    before: 'b'.repeat(64),
    undo: { possible: true, exact: true },
    ...part,
  };
}

export function outcome(part: Partial<Outcome> = {}): Outcome {
  return {
    type: 'outcome',
    id: '01KB0000000000000000000001',
    at: '2026-11-26T12:00:01.000Z',
    result: 'done',
    steps: [
      {
        result: 'done',
        milliseconds: 31,
        after: { uid: '5f0c6f2e-9a51-4a7a-9d58-1c2f4f6f0b11', values: { 'spec.replicas': 3 } },
      },
    ],
    ...part,
  };
}

export function verified(part: Partial<Verified> = {}): Verified {
  return {
    type: 'verified',
    id: '01KB0000000000000000000001',
    at: '2026-11-26T12:00:09.000Z',
    settled: true,
    seconds: 8,
    ...part,
  };
}
