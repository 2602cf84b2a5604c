import assert from 'node:assert/strict';
import { pod as podKind } from '../../../../src/kube/kinds/pod.ts';
import { createReader } from '../../../../src/rules/reader.ts';
import { judgeSickPods } from '../../../../src/rules/sick/judgeSickPods.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';
import { created, pod } from '../objects.ts';

type Fields = Readonly<Record<string, unknown>>;

const named: readonly (readonly [kind: string, apiVersion: string, spec: Fields])[] = [
  ['ConfigMap', 'v1', { volumes: [{ name: 'v', configMap: { name: 'mine' } }] }],
  ['Secret', 'v1', { volumes: [{ name: 'v', secret: { secretName: 'mine' } }] }],
  ['Secret', 'v1', { imagePullSecrets: [{ name: 'mine' }] }],
  ['ServiceAccount', 'v1', { serviceAccountName: 'mine' }],
  ['PersistentVolumeClaim', 'v1', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'mine' } }] }],
  ['PriorityClass', 'scheduling.k8s.io/v1', { priorityClassName: 'mine' }],
  ['RuntimeClass', 'node.k8s.io/v1', { runtimeClassName: 'mine' }],
];

const containers = [{ name: 'main', image: 'shop/app:1' }];

function madeBy(spec: Fields): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'shop', creationTimestamp: created },
    spec: { replicas: 1, template: { metadata: { labels: { app: 'db' } }, spec: { containers, ...spec } } },
    status: { replicas: 1 },
  };
}

const unscheduled = {
  phase: 'Pending',
  containerStatuses: [],
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available.' }],
};

function missingSaid(objects: readonly object[], sick: object): Promise<readonly string[]> {
  const reader = createReader(memoryCluster({ objects: [...objects, sick] }), new AbortController().signal);
  const asOf = Date.parse('2026-11-25T14:00:00Z');
  return judgeSickPods(reader, [podKind.project(sick)], { namespace: 'shop', asOf }).then(({ findings }) =>
    findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('reference/missing')),
  );
}

describe('pods judged with what stands around them', () => {
  for (const [kind, apiVersion, spec] of named) {
    const cluster = kind === 'PriorityClass' || kind === 'RuntimeClass';
    const mine = { apiVersion, kind, metadata: { name: 'mine', ...(cluster ? {} : { namespace: 'shop' }) } };
    const what = `${kind} (${Object.keys(spec).join()})`;

    it(`calls no ${what} missing that is there, of a pod that waits for a node`, async () => {
      const waiting = pod('db-0', {
        owner: 'StatefulSet/db',
        ready: false,
        node: '',
        spec: { containers, ...spec },
        status: unscheduled,
      });
      assert.deepEqual(await missingSaid([madeBy(spec), mine], waiting), []);
    });

    it(`calls no ${what} missing that is there and that the template has named since the pod was made`, async () => {
      const crashing = pod('db-0', { owner: 'StatefulSet/db', ready: false, waiting: 'CrashLoopBackOff' });
      assert.deepEqual(await missingSaid([madeBy(spec), mine], crashing), []);
    });
  }

  it('still says what is missing where a pod waits for it', async () => {
    const spec = { containers: [{ ...containers[0], envFrom: [{ secretRef: { name: 'mine' } }] }] };
    const waiting = pod('db-0', {
      owner: 'StatefulSet/db',
      ready: false,
      waiting: 'CreateContainerConfigError',
      phase: 'Pending',
      spec,
    });
    assert.deepEqual(await missingSaid([madeBy(spec)], waiting), ['reference/missing-secret']);
  });
});
