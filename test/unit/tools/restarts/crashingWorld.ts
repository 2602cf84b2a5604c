import { pod, type PodOptions } from '../../rules/objects.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The clock stands at 14:00; the cart was rolled out at 13:10 and is killed for memory every five minutes since. */
export const created = '2026-11-25T13:10:00Z';

export const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-1' },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};

export const killed = {
  exitCode: 137,
  reason: 'OOMKilled',
  startedAt: '2026-11-25T13:57:20Z',
  finishedAt: '2026-11-25T13:57:58Z',
};

/** Its container has the memory limit 128Mi. */
export function cart(name: string, hash: string, status: Fields, options: PodOptions = {}): object {
  return pod(name, {
    owner: `ReplicaSet/cart-${hash}`,
    labels: { app: 'cart', 'pod-template-hash': hash },
    metadata: { creationTimestamp: created },
    spec: {
      nodeName: 'node-1',
      containers: [
        {
          name: 'main',
          image: 'shop/cart:2',
          resources: { limits: { memory: '128Mi' }, requests: { memory: '64Mi' } },
          envFrom: [{ configMapRef: { name: 'settings' } }],
        },
      ],
    },
    status: { qosClass: 'Burstable', containerStatuses: [{ name: 'main', ready: false, restartCount: 0, ...status }] },
    ...options,
  });
}

export const crashing = cart(
  'cart-5f-a',
  '5f',
  { restartCount: 9, state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: killed } },
  { ready: false },
);

export const running = cart('cart-4e-b', '4e', { ready: true, state: { running: { startedAt: created } } });

export function replicaSet(
  hash: string,
  revision: string,
  image: string,
  env: readonly Fields[],
  fields: Fields = {},
): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `cart-${hash}`,
      namespace: 'shop',
      creationTimestamp: revision === '2' ? created : '2026-11-20T10:00:00Z',
      annotations: { 'deployment.kubernetes.io/revision': revision },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart', controller: true }],
    },
    spec: {
      template: {
        metadata: { labels: { app: 'cart', 'pod-template-hash': hash } },
        spec: { containers: [{ name: 'main', image, env }] },
      },
    },
    ...fields,
  };
}

export const started = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'cart.1', namespace: 'shop', uid: 'e1' },
  involvedObject: {
    kind: 'Pod',
    namespace: 'shop',
    name: 'cart-5f-a',
    uid: 'uid-Pod-cart-5f-a',
    fieldPath: 'spec.containers{main}',
  },
  type: 'Normal',
  reason: 'Started',
  message: 'Started container main',
  count: 10,
  firstTimestamp: '2026-11-25T13:10:05Z',
  lastTimestamp: '2026-11-25T13:57:20Z',
};

export const logs = {
  'shop/cart-5f-a/main/previous': '2026-11-25T13:57:57Z ERROR heap exhausted\n',
};
