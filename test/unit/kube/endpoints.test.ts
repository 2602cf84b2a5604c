import assert from 'node:assert/strict';
import { expectedEndpoints } from '../../../src/kube/endpoints.ts';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { service } from '../../../src/kube/kinds/service.ts';
import { workloadOf } from '../../../src/kube/owners.ts';
import { pod as podObject, service as serviceObject, type PodOptions } from '../rules/objects.ts';

/** What the endpoint controller of a real control plane wrote for such pods. */
describe('the endpoints that the controller makes of a pod', () => {
  const deletion = { deletionTimestamp: '2026-11-25T14:00:20Z' };
  const table: Readonly<
    Record<
      string,
      {
        readonly options: PodOptions;
        readonly spec?: Readonly<Record<string, unknown>>;
        readonly made: readonly string[];
      }
    >
  > = {
    ready: { options: {}, made: ['10.0.0.7 ready'] },
    'not ready': { options: { ready: false }, made: ['10.0.0.7 not ready'] },
    'not ready, and all are published': {
      options: { ready: false },
      spec: { publishNotReadyAddresses: true },
      made: ['10.0.0.7 ready'],
    },
    'terminating, and still ready': { options: { metadata: deletion }, made: ['10.0.0.7 not ready terminating'] },
    'terminating, and all are published': {
      options: { metadata: deletion },
      spec: { publishNotReadyAddresses: true },
      made: ['10.0.0.7 ready terminating'],
    },
    completed: { options: { phase: 'Succeeded' }, made: [] },
    failed: { options: { phase: 'Failed' }, made: [] },
    'without an address': { options: { ip: '' }, made: [] },
    'of the other family': { options: {}, spec: { ipFamilies: ['IPv6'] }, made: [] },
    'of other labels': { options: { labels: { app: 'web' } }, made: [] },
  };
  for (const [name, { options, spec = {}, made }] of Object.entries(table))
    it(name, () => {
      const endpoints = expectedEndpoints(service.project(serviceObject('api', spec)), [
        pod.project(podObject('api-1', options)),
      ]);
      const words = endpoints.map(({ addresses, ready, terminating }) =>
        [...addresses, ready ? 'ready' : 'not ready', ...(terminating ? ['terminating'] : [])].join(' '),
      );
      assert.deepEqual(words, made);
    });
});

describe('the workload of a pod', () => {
  const owned = (owner: string, hash?: string) =>
    workloadOf(pod.project(podObject('x', { owner, labels: hash === undefined ? {} : { 'pod-template-hash': hash } })));

  it('is the Deployment behind a ReplicaSet that bears its hash', () => {
    assert.deepEqual(owned('ReplicaSet/web-5c8f6', '5c8f6'), {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
    });
  });

  it('is the ReplicaSet itself where somebody made it by hand', () => {
    assert.equal(owned('ReplicaSet/web')?.kind, 'ReplicaSet');
  });

  it('is nothing for a pod without an owner', () => {
    assert.equal(workloadOf(pod.project(podObject('x'))), undefined);
  });
});
