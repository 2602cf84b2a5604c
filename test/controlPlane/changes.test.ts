import assert from 'node:assert/strict';
import { createEngine } from '../../src/compose.ts';
import type { Approve } from '../../src/core/approval.ts';
import { deferred } from '../../src/core/deferred.ts';
import type { Envelope } from '../../src/core/envelope.ts';
import { isRecord } from '../../src/core/json.ts';
import { changerOn, outcomeOf, says, type Changer } from '../support/changes/changerOn.ts';
import { temporaryFolder } from '../support/process/temporaryFolder.ts';
import { controlPlane, type ControlPlane } from '../support/controlPlane.ts';

const namespace = 'changes';

const world = `
apiVersion: v1
kind: Namespace
metadata: { name: ${namespace} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: ${namespace} }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'registry.example/web:1' }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: site, namespace: ${namespace} }
spec:
  replicas: 1
  selector: { matchLabels: { app: site } }
  template:
    metadata: { labels: { app: site } }
    spec: { containers: [{ name: site, image: 'registry.example/site:1' }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: ${namespace} }
spec: { minAvailable: 2, selector: { matchLabels: { app: web } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: ${namespace} }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Secret
metadata: { name: login, namespace: ${namespace} }
stringData: { password: hunter2 }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, namespace: ${namespace}, labels: { a: b }, annotations: { c: d } }
data: { key: value }
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: few, namespace: ${namespace} }
spec: { hard: { configmaps: '3' } }
`;

describe('A change on a real control plane', function () {
  this.timeout(60_000);

  let cluster: ControlPlane;
  let changer: Changer;

  before(async () => {
    cluster = await controlPlane();
    await cluster.kubectl(['apply', '-f', '-'], world);
    await cluster.kubectl([
      'wait',
      '-n',
      namespace,
      '--timeout=60s',
      '--for=condition=Available',
      'deployment/web',
      'deployment/site',
    ]);
    changer = changerOn(cluster.kubeconfigs.admin);
  });

  after(async () => {
    changer.close();
    await cluster.stop();
  });

  const get = async (kind: string, name: string): Promise<Record<string, unknown>> => {
    const text = await cluster.kubectl(['get', kind, name, '-n', namespace, '-o', 'json', '--show-managed-fields']);
    const object: unknown = JSON.parse(text);
    assert.ok(isRecord(object));
    return object;
  };
  const spec = async (kind: string, name: string): Promise<unknown> => (await get(kind, name)).spec;

  it('changes the named fields, and no other, under our name', async () => {
    const before = await spec('deployment', 'web');
    const made = await changer.make('scale_deployment', { namespace, name: 'web', replicas: 3 });
    assert.equal(made.verdict, 'applied');
    assert.deepEqual(made.plan?.dryRun, { accepted: true, diff: [{ path: 'spec.replicas', before: 2, after: 3 }] });
    const object = await get('deployment', 'web');
    assert.deepEqual({ ...(isRecord(object.spec) ? object.spec : {}), replicas: 2 }, before);
    const { managedFields } = isRecord(object.metadata) ? object.metadata : {};
    const ours = Array.isArray(managedFields) ? managedFields.filter(isRecord).filter(isOurs) : [];
    assert.deepEqual(
      ours.map(({ subresource, fieldsV1 }) => [subresource, fieldsV1]),
      [['scale', { 'f:spec': { 'f:replicas': {} } }]],
    );
    assert.equal((await changer.undo(made.change?.id ?? '')).verdict, 'undone');
    assert.deepEqual(await spec('deployment', 'web'), before);
  });

  it('is taken back from none too, which the server leaves out of its answer', async () => {
    const before = await spec('deployment', 'web');
    const made = await changer.make('scale_deployment', { namespace, name: 'web', replicas: 0 });
    assert.deepEqual(made.plan?.dryRun, { accepted: true, diff: [{ path: 'spec.replicas', before: 2, after: 0 }] });
    assert.equal((await changer.undo(made.change?.id ?? '')).verdict, 'undone');
    assert.deepEqual(await spec('deployment', 'web'), before);
  });

  it('is won by one of two who were approved the same, and a conflict for the other', async () => {
    const second = changerOn(cluster.kubeconfigs.admin);
    try {
      for (const replicas of [4, 6]) {
        // Both plans stand before either is carried out
        let both = 0;
        const ready = deferred<undefined>();
        const together: Approve = async (question, signal) => {
          if (++both === 2) ready.resolve(undefined);
          await ready.promise;
          return says(question, signal);
        };
        const made = await Promise.all([
          outcomeOf(changer.make('scale_deployment', { namespace, name: 'web', replicas }, together)),
          outcomeOf(second.make('scale_deployment', { namespace, name: 'web', replicas: replicas + 1 }, together)),
        ]);
        assert.deepEqual(made.toSorted(), ['applied', 'conflict']);
      }
    } finally {
      second.close();
    }
  });

  it('does not happen for who may not, and says which verb on what', async () => {
    const before = await get('deployment', 'web');
    for (const user of ['viewer', 'nobody'] as const) {
      const other = changerOn(cluster.kubeconfigs[user]);
      try {
        for (const [tool, input] of [
          ['scale_deployment', { namespace, name: 'web', replicas: 7 }],
          ['restart_pod', { namespace, name: 'web', kind: 'Deployment' }],
          ['delete_kubernetes_resource', { namespace, kind: 'ConfigMap', name: 'conf' }],
        ] as const)
          assert.ok(['permission', 'forbidden'].includes(await outcomeOf(other.make(tool, input))), `${user} ${tool}`);
      } finally {
        other.close();
      }
    }
    assert.deepEqual((await get('deployment', 'web')).spec, before.spec);
    await get('configmap', 'conf');
  });

  it('is held back by a disruption budget that allows none', async () => {
    await cluster.kubectl(['scale', '-n', namespace, 'deployment/web', '--replicas=2']);
    await cluster.kubectl(['rollout', 'status', '-n', namespace, 'deployment/web', '--timeout=60s']);
    await cluster.kubectl(['wait', '-n', namespace, '--for=jsonpath={.status.disruptionsAllowed}=0', 'pdb/web']);
    // The third one may still be ending
    const list: unknown = JSON.parse(
      await cluster.kubectl(['get', 'pods', '-n', namespace, '-l', 'app=web', '-o', 'json']),
    );
    const pods = isRecord(list) && Array.isArray(list.items) ? list.items.filter(isRecord) : [];
    const [left = ''] = pods.flatMap(({ metadata }) =>
      isRecord(metadata) && metadata.deletionTimestamp === undefined ? String(metadata.name) : [],
    );
    const made = await changer.make('restart_pod', { namespace, name: left });
    assert.deepEqual([made.verdict, made.blockedBy], ['blocked', 'disruptionBudget'], made.headline);
    assert.match(made.headline, /disruption budget web needs \d healthy pods and has \d currently/);
    await get('pod', left);
  });

  it('is remembered by what it settled at, whatever number the controller gives that', async () => {
    const image = (tag: number): Promise<string> =>
      cluster.kubectl(['set', 'image', '-n', namespace, 'deployment/site', `site=registry.example/site:${tag}`]);
    const rolledOut = (): Promise<string> =>
      cluster.kubectl(['rollout', 'status', '-n', namespace, 'deployment/site', '--timeout=60s']);
    await image(2);
    await rolledOut();
    const home = temporaryFolder('kube-sre-remembered');
    const engine = createEngine({
      env: {},
      homeDirectory: home.path,
      kubeconfig: cluster.kubeconfigs.admin,
      version: 'test',
      mediaDirectory: '',
      changes: { isEnabled: () => true, howToEnable: '' },
    });
    try {
      const waits: Approve = () => Promise.resolve({ answer: 'absent' });
      const call = async (tool: string, input: object = {}, approve = says): Promise<Envelope> => {
        const asked = { namespace, name: 'site', ...input };
        return (await engine.call(tool, asked, { surface: 'test', fresh: true, approve })).envelope;
      };
      const made = await call('rollback_deployment', { revision: 1 });
      assert.equal(made.change?.verified?.settled, true, made.headline);
      await image(3);
      await rolledOut();
      const { data } = await call('get_deployment_revision_history');
      const rows = Array.isArray(data?.revisions) ? data.revisions.filter(isRecord) : [];
      assert.deepEqual(
        rows.map(({ revision, everAvailable, source, lastKnownGood = false }) => [
          revision,
          everAvailable,
          String(source).replace(/ \S+Z /, ' then '),
          lastKnownGood,
        ]),
        [
          [4, 'yes', 'NewReplicaSetAvailable', false],
          [3, 'yes', `our journal: rolled out and settled then (change ${made.change.id})`, true],
          [2, 'yes', `our journal: all its pods were available then (before change ${made.change.id})`, false],
        ],
      );
      const { plan } = await call('rollback_deployment', { lastKnownGood: true }, waits);
      assert.equal(plan?.title, `Roll back ${namespace}/site to revision 3`);
    } finally {
      await engine.dispose();
      home.remove();
    }
  });

  it('takes a deletion back so that nothing but uid and status is another', async () => {
    for (const [kind, name, exact] of [
      ['ConfigMap', 'conf', true],
      ['Secret', 'login', true],
      ['Service', 'web', true],
      ['PodDisruptionBudget', 'web', true],
      ['Deployment', 'web', false],
    ] as const) {
      const before = wanted(await get(kind, name));
      const made = await changer.make('delete_kubernetes_resource', { namespace, kind, name });
      assert.equal(made.verdict, 'applied', `${kind}: ${made.headline} ${JSON.stringify(made.error)}`);
      assert.equal(made.plan?.undo.exact, exact, `${kind}: ${made.plan?.undo.because ?? ''}`);
      assert.doesNotMatch(JSON.stringify(made), /hunter2|aHVudGVyMg/);
      const undone = await changer.undo(made.change?.id ?? '');
      assert.equal(undone.verdict, 'undone', `${kind}: ${undone.headline} ${JSON.stringify(undone.error)}`);
      assert.deepEqual(wanted(await get(kind, name)), before, kind);
    }
  });

  it('is refused by the quota before it is tried', async () => {
    const made = await changer.make('delete_kubernetes_resource', { namespace, kind: 'ConfigMap', name: 'conf' });
    for (const extra of ['one', 'two', 'three'])
      await cluster.kubectl(['create', 'configmap', extra, '-n', namespace]).catch(() => undefined);
    const undone = await changer.undo(made.change?.id ?? '');
    assert.deepEqual([undone.verdict, undone.blockedBy], ['blocked', 'quota'], undone.headline);
  });

  it('refuses what nobody should delete, and what nothing would make again', async () => {
    for (const [kind, name] of [
      ['Namespace', namespace],
      ['Node', 'node-1'],
      ['CustomResourceDefinition', 'things.example'],
      ['PersistentVolume', 'disk'],
    ] as const)
      assert.equal(await outcomeOf(changer.make('delete_kubernetes_resource', { kind, name })), 'protected', kind);
    const bare = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'bare', namespace },
      spec: { containers: [{ name: 'web', image: 'registry.example/web:1' }] },
    });
    await cluster.kubectl(['apply', '-f', '-'], bare);
    assert.equal(await outcomeOf(changer.make('restart_pod', { namespace, name: 'bare' })), 'protected');
    await get('pod', 'bare');
    assert.equal(await outcomeOf(changer.make('restart_pod', { namespace, name: 'bare', force: true })), 'applied');
  });
});

function isOurs({ manager }: Record<string, unknown>): boolean {
  return manager === 'kube-sre';
}

/** An object as somebody wanted it: what the server itself keeps in its metadata and its status aside. */
function wanted(object: Record<string, unknown>): unknown {
  const { name, labels, annotations } = isRecord(object.metadata) ? object.metadata : {};
  const kept = Object.entries(isRecord(annotations) ? annotations : {}).filter(([key]) => !key.endsWith('/revision'));
  return { ...object, metadata: { name, labels, annotations: Object.fromEntries(kept) }, status: undefined };
}
