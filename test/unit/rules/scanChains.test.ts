import assert from 'node:assert/strict';
import { node, pod, type PodOptions } from './objects.ts';
import { scanned, well, within } from './scannedWorld.ts';

const owner = 'ReplicaSet/web-5c8f6';

const creating = (spec: PodOptions['spec'] = {}, waiting: object = { reason: 'ContainerCreating' }): object =>
  pod('web-1', {
    phase: 'Pending',
    ready: false,
    owner,
    spec: { nodeName: 'node-1', containers: [{ name: 'main', image: 'registry.example/web:2' }], ...spec },
    status: { containerStatuses: [{ name: 'main', ready: false, restartCount: 0, state: { waiting } }] },
  });
const event = (reason: string, message: string): object => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `web-1.${reason}`, namespace: 'shop', uid: reason },
  involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'uid-Pod-web-1' },
  type: 'Warning',
  reason,
  message,
  lastTimestamp: '2026-11-25T13:58:00Z',
});
const absent = {
  ...node('node-2'),
  status: { conditions: [{ type: 'Ready', status: 'Unknown', lastTransitionTime: '2026-11-25T13:30:00Z' }] },
};

/** What explains what, of a world with one trouble. */
const chains: Readonly<Record<string, readonly [readonly object[], string, string]>> = {
  'the Secret of a volume': [
    [
      creating({ volumes: [{ name: 'keys', secret: { secretName: 'keys' } }] }),
      event('FailedMount', 'MountVolume.SetUp failed for volume "keys" : secret "keys" not found'),
    ],
    'reference/missing-secret',
    'pod/volume-mount-failed',
  ],
  'a pull secret': [
    [
      creating(
        { imagePullSecrets: [{ name: 'registry' }] },
        { reason: 'ErrImagePull', message: 'unexpected status: 401 Unauthorized' },
      ),
    ],
    'reference/missing-pull-secret',
    'image/unauthorized',
  ],
  'a node that does not answer': [
    [absent, pod('web-1', { owner, node: 'node-2', ready: false })],
    'node/not-ready',
    'pod/node-lost',
  ],
  'a node that cannot say that a pod is gone': [
    [absent, pod('web-1', { owner, node: 'node-2', metadata: { deletionTimestamp: '2026-11-25T13:40:00Z' } })],
    'node/not-ready',
    'pod/stuck-terminating',
  ],
  'a node that is short of memory still': [
    [
      {
        ...node('node-2'),
        status: {
          conditions: [
            { type: 'Ready', status: 'True' },
            { type: 'MemoryPressure', status: 'True' },
          ],
        },
      },
      pod('web-1', {
        owner,
        node: 'node-2',
        phase: 'Failed',
        ready: false,
        status: { reason: 'Evicted', message: 'The node was low on resource: memory.' },
      }),
    ],
    'node/memory-pressure',
    'pod/evicted',
  ],
  'a program for another platform': [
    [
      pod('web-1', {
        owner,
        ready: false,
        status: {
          containerStatuses: [
            {
              name: 'main',
              ready: false,
              restartCount: 3,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
              lastState: {
                terminated: { exitCode: 128, reason: 'StartError', message: 'exec /web: exec format error' },
              },
            },
          ],
        },
      }),
    ],
    'image/wrong-platform',
    'container/start-error',
  ],
};

describe('in a scan', () => {
  for (const [what, [objects, cause, effect]] of Object.entries(chains))
    it(`${effect} stands under ${cause} (${what})`, async () => {
      const { scan } = await scanned({ objects: [...well, ...within('shop', []), ...objects] });
      const { findings } = scan;
      const found = findings.find(({ rule }) => rule === effect);
      assert.ok(found, JSON.stringify(findings.map(({ rule }) => rule)));
      assert.equal(findings[found.explainedBy ?? -1]?.rule, cause);
    });
});
