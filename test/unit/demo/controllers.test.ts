import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { at, demoClient, listAt, nameOf, textAt, type DemoClient, type Reply } from './demoClient.ts';

const apps = '/apis/apps/v1/namespaces';
const json = 'application/json';
const merge = 'application/merge-patch+json';
const strategic = 'application/strategic-merge-patch+json';

describe('the controllers of the demo cluster', () => {
  let now: number;
  let client: DemoClient;
  beforeEach(async () => {
    now = Date.parse('2026-11-26T14:00:00Z');
    client = await demoClient({ clock: { now: () => now } });
  });
  afterEach(() => client.close());

  /** Time goes only here: the demo's clock has no alarm. */
  const wait = (seconds: number): void => void (now += seconds * 1000);
  const get = async (path: string): Promise<Record<string, unknown>> => (await client.ask(path)).body;
  const send = async (method: string, path: string, type: string, body: unknown): Promise<Reply> => {
    const reply = await client.ask(path, { method, headers: { 'content-type': type }, body: JSON.stringify(body) });
    assert.ok(reply.status < 400, reply.text);
    return reply;
  };
  const pods = (app: string, namespace = 'shop') =>
    client.items(`/api/v1/namespaces/${namespace}/pods?labelSelector=app%3D${app}`);
  const stateOf = (pod: unknown): string => {
    const status = at(pod, 'status', 'containerStatuses', 0);
    const waiting = textAt(status, 'state', 'waiting', 'reason');
    return waiting === '' ? `${textAt(pod, 'status', 'phase')} ${String(at(status, 'ready'))}` : waiting;
  };
  const states = async (...of: Parameters<typeof pods>) => (await pods(...of)).map(stateOf);
  const deployment = (name: string) => get(`${apps}/shop/deployments/${name}`);
  const condition = (object: unknown, type: string): string =>
    textAt(
      listAt(object, 'status', 'conditions').find((one) => textAt(one, 'type') === type),
      'reason',
    );
  const setImage = (name: string, image: string, namespace = 'shop') =>
    send('PATCH', `${apps}/${namespace}/deployments/${name}`, strategic, {
      spec: { template: { spec: { containers: [{ name, image }] } } },
    });
  const messages = async (name: string, namespace = 'shop'): Promise<readonly string[]> =>
    (await client.items(`/api/v1/namespaces/${namespace}/events?fieldSelector=involvedObject.name%3D${name}`)).map(
      (event) => textAt(event, 'message'),
    );

  it('leave a world as it is until somebody writes', async () => {
    const { revision } = { revision: textAt(await get('/api/v1/pods'), 'metadata', 'resourceVersion') };
    wait(3600);
    assert.equal(textAt(await get('/api/v1/pods'), 'metadata', 'resourceVersion'), revision);
    // A note on a Deployment changes neither its pods nor what is said of it.
    const before = await deployment('web');
    await send('PATCH', `${apps}/shop/deployments/web`, merge, { metadata: { annotations: { note: 'x' } } });
    const after = await deployment('web');
    assert.deepEqual(at(after, 'status', 'conditions'), at(before, 'status', 'conditions'));
    assert.equal((await pods('web')).length, 3);
  });

  it('scale up: the pods get nodes, addresses and ready, and the Service has them', async () => {
    await send('PATCH', `${apps}/shop/deployments/catalog/scale`, merge, { spec: { replicas: 4 } });
    assert.equal((await pods('catalog')).length, 4);
    assert.equal(condition(await deployment('catalog'), 'Available'), 'MinimumReplicasUnavailable');
    wait(10);
    assert.deepEqual(await states('catalog'), ['Running true', 'Running true', 'Running true', 'Running true']);
    const addresses = (await pods('catalog')).map((pod) => textAt(pod, 'status', 'podIP'));
    assert.equal(new Set(addresses).size, 4);
    const slices = await client.items('/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices');
    const slice = slices.find((one) => textAt(one, 'metadata', 'labels', 'kubernetes.io/service-name') === 'catalog');
    const served = listAt(slice, 'endpoints').filter((one) => at(one, 'conditions', 'ready') === true);
    assert.deepEqual(served.map((one) => at(one, 'addresses', 0)).sort(), addresses.sort());
    assert.equal(listAt(await get('/api/v1/namespaces/shop/endpoints/catalog'), 'subsets', 0, 'addresses').length, 4);
    const used = await client.items('/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods?labelSelector=app%3Dcatalog');
    assert.equal(used.length, 4);
    assert.ok((await messages('catalog')).includes('Scaled up replica set catalog-66b7f9d8c5 from 2 to 4'));
  });

  it('leave a pod pending for which no node has room, and say so as the scheduler does', async () => {
    await send('PATCH', `${apps}/shop/deployments/catalog/scale`, merge, { spec: { replicas: 12 } });
    wait(10);
    const waiting = (await pods('catalog')).filter((pod) => textAt(pod, 'status', 'phase') === 'Pending');
    assert.ok(waiting.length > 0);
    assert.match(
      textAt(waiting[0], 'status', 'conditions', 0, 'message'),
      /^0\/3 nodes are available: 3 Insufficient cpu\. no new claims to deallocate, preemption: 0\/3 nodes are available: 3 No preemption victims found/,
    );
    // Room that is made is taken.
    await client.ask(`${apps}/shop/deployments/api`, { method: 'DELETE' });
    await send('PATCH', `${apps}/shop/deployments/catalog/scale`, merge, { spec: { replicas: 5 } });
    wait(10);
    assert.deepEqual(new Set(await states('catalog')), new Set(['Running true']));
  });

  it('roll out a release that fails as its like failed, and back to the one that served', async () => {
    await setImage('web', 'registry.example/shop/web:1.14.2');
    wait(10);
    let web = await deployment('web');
    assert.equal(condition(web, 'Progressing'), 'NewReplicaSetAvailable');
    assert.equal(textAt(web, 'metadata', 'annotations', 'deployment.kubernetes.io/revision'), '3');
    const sets = await client.items(`${apps}/shop/replicasets?labelSelector=app%3Dweb`);
    const history = 'deployment.kubernetes.io/revision-history';
    const first = sets.find((one) => nameOf(one) === 'web-7d4b8c6f59');
    assert.equal(textAt(first, 'metadata', 'annotations', history), '1');
    await setImage('web', 'registry.example/shop/web:1.15.0-rc');
    wait(20);
    assert.deepEqual((await states('web')).toSorted(), ['ImagePullBackOff', 'Running true', 'Running true']);
    assert.equal(condition(await deployment('web'), 'Progressing'), 'ReplicaSetUpdated');
    wait(700);
    web = await deployment('web');
    assert.equal(condition(web, 'Progressing'), 'ProgressDeadlineExceeded');
    assert.equal(at(web, 'status', 'availableReplicas'), 2);
  });

  it('find the old ReplicaSet again when a restart is taken back, and give it the next number', async () => {
    const path = `${apps}/shop/deployments/api`;
    const before = await deployment('api');
    const sets = async () =>
      (await client.items(`${apps}/shop/replicasets?labelSelector=app%3Dapi`)).map(
        (set) => `${nameOf(set)} ${textAt(set, 'metadata', 'annotations', 'deployment.kubernetes.io/revision')}`,
      );
    const [first = ''] = await sets();
    assert.match(first, / 1$/);
    const restartedAt = (at: string | null) => ({
      spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': at } } } },
    });
    await send('PATCH', path, strategic, restartedAt('now'));
    wait(30);
    assert.equal((await sets()).length, 2);
    await send('PATCH', path, strategic, restartedAt(null));
    wait(30);
    const after = await deployment('api');
    assert.equal(JSON.stringify(at(after, 'spec', 'template')), JSON.stringify(at(before, 'spec', 'template')));
    assert.equal(textAt(after, 'metadata', 'annotations', 'deployment.kubernetes.io/revision'), '3');
    const now = await sets();
    assert.equal(now.length, 2);
    assert.ok(now.includes(first.replace(/ 1$/, ' 3')));
  });

  it('replace pods step by step within surge and what may be missing', async () => {
    await send('PATCH', `${apps}/shop/deployments/api`, strategic, {
      spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' } } } },
    });
    for (let second = 0; second < 30; second++) {
      wait(1);
      const status = at(await deployment('api'), 'status');
      assert.ok(Number(at(status, 'replicas')) <= 4, 'surge of 25 % of 3 is 1');
      assert.ok(Number(at(status, 'availableReplicas')) >= 3, 'none of 3 may be missing: 25 % rounded down');
    }
    const api = await deployment('api');
    assert.equal(at(api, 'status', 'updatedReplicas'), 3);
    assert.equal(at(api, 'status', 'replicas'), 3);
    assert.equal(condition(api, 'Progressing'), 'NewReplicaSetAvailable');
  });

  it('let a paused rollout rest, and recreate only when all are gone', async () => {
    const path = `${apps}/shop/deployments/api`;
    await send('PATCH', path, merge, { spec: { paused: true } });
    await setImage('api', 'elsewhere.example/api:4');
    wait(10);
    assert.equal(condition(await deployment('api'), 'Progressing'), 'DeploymentPaused');
    assert.equal((await pods('api')).length, 3);
    const recreate = { spec: { paused: null, strategy: { type: 'Recreate', rollingUpdate: null } } };
    await send('PATCH', path, merge, recreate);
    wait(0);
    assert.ok((await pods('api')).every((pod) => textAt(pod, 'metadata', 'deletionTimestamp') !== ''));
    wait(10);
    assert.deepEqual(await states('api'), ['Running true', 'Running true', 'Running true']);
    assert.equal(textAt((await pods('api'))[0], 'spec', 'containers', 0, 'image'), 'elsewhere.example/api:4');
  });

  it('run a pod out of memory again, and no more once it has more of it', async () => {
    const [cart] = await pods('cart');
    await send('POST', `/api/v1/namespaces/shop/pods/${nameOf(cart)}/eviction`, json, {
      metadata: { name: nameOf(cart) },
    });
    wait(5);
    const [next] = await pods('cart');
    assert.notEqual(nameOf(next), nameOf(cart));
    wait(60);
    const [failed] = await pods('cart');
    assert.equal(textAt(failed, 'status', 'containerStatuses', 0, 'lastState', 'terminated', 'reason'), 'OOMKilled');
    const log = await client.ask(`/api/v1/namespaces/shop/pods/${nameOf(next)}/log?previous=true`);
    assert.match(log.text, /heap is close to its limit/);
    const more = { name: 'cart', resources: { limits: { memory: '512Mi' } } };
    await send('PATCH', `${apps}/shop/deployments/cart`, strategic, {
      spec: { template: { spec: { containers: [more] } } },
    });
    wait(60);
    assert.deepEqual(await states('cart'), ['Running true']);
  });

  it('count a budget down while its pods go, and up again', async () => {
    const budget = {
      metadata: { name: 'api' },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'api' } } },
    };
    const budgets = '/apis/policy/v1/namespaces/shop/poddisruptionbudgets';
    await send('POST', budgets, json, budget);
    const allowed = async (): Promise<unknown> => at(await get(`${budgets}/api`), 'status', 'disruptionsAllowed');
    assert.equal(await allowed(), 1);
    const [first, second] = (await pods('api')).map(nameOf);
    const evict = (name = '') =>
      client.ask(`/api/v1/namespaces/shop/pods/${name}/eviction`, {
        method: 'POST',
        body: JSON.stringify({ metadata: { name } }),
        headers: { 'content-type': json },
      });
    assert.equal((await evict(first)).status, 201);
    const refused = await evict(second);
    assert.equal(refused.status, 429);
    assert.equal(
      at(refused.body, 'details', 'causes', 0, 'message'),
      'The disruption budget api needs 2 healthy pods and has 2 currently',
    );
    wait(10);
    assert.equal(await allowed(), 1);
    assert.equal((await evict(second)).status, 201);
  });

  it('take a StatefulSet up one by one with claims, down from the end, and through a new template', async () => {
    const path = `${apps}/blog/statefulsets/postgres`;
    await send('PATCH', `${path}/scale`, merge, { spec: { replicas: 4 } });
    wait(3);
    assert.equal((await pods('postgres', 'blog')).length, 3);
    wait(20);
    assert.deepEqual(await states('postgres', 'blog'), Array(4).fill('Running true'));
    const claim = await get('/api/v1/namespaces/blog/persistentvolumeclaims/data-postgres-3');
    assert.equal(textAt(claim, 'status', 'phase'), 'Bound');
    await send('PATCH', `${path}/scale`, merge, { spec: { replicas: 2 } });
    wait(20);
    assert.deepEqual((await pods('postgres', 'blog')).map(nameOf), ['postgres-0', 'postgres-1']);
    await send('PATCH', path, merge, { spec: { template: { metadata: { annotations: { a: 'b' } } } } });
    wait(60);
    const set = await get(path);
    assert.equal(at(set, 'status', 'updatedReplicas'), 2);
    assert.equal(at(set, 'status', 'currentRevision'), at(set, 'status', 'updateRevision'));
    const revisions = await client.items(`${apps}/blog/controllerrevisions?labelSelector=app%3Dpostgres`);
    assert.deepEqual(revisions.map((one) => at(one, 'revision')).toSorted(), [1, 2]);
  });

  it('renew a DaemonSet’s pods, and put one on each node that comes to fit', async () => {
    const path = `${apps}/shop/daemonsets/shipper`;
    await send('PATCH', path, merge, { spec: { template: { metadata: { annotations: { a: 'b' } } } } });
    wait(20);
    assert.equal(at(await get(path), 'status', 'updatedNumberScheduled'), 1);
    await send('PATCH', path, merge, { spec: { template: { spec: { nodeSelector: null } } } });
    wait(20);
    const nodes = (await pods('shipper')).map((pod) => textAt(pod, 'spec', 'nodeName')).toSorted();
    assert.deepEqual(nodes, ['node-1', 'node-2', 'node-3']);
    assert.equal(at(await get(path), 'status', 'numberAvailable'), 3);
  });

  it('take with an owner what is its own, after it, before it, or not at all', async () => {
    const path = (name: string): string => `${apps}/shop/deployments/${name}`;
    await client.ask(path('catalog'), { method: 'DELETE' });
    wait(5);
    assert.equal((await pods('catalog')).length, 0);
    const foreground = await client.ask(`${path('reports')}?propagationPolicy=Foreground`, { method: 'DELETE' });
    assert.deepEqual(at(foreground.body, 'metadata', 'finalizers'), ['foregroundDeletion']);
    assert.equal((await client.ask(path('reports'))).status, 200);
    wait(5);
    assert.equal((await client.ask(path('reports'))).status, 404);
    assert.equal((await pods('reports')).length, 0);
    await client.ask(`${path('payments')}?propagationPolicy=Orphan`, { method: 'DELETE' });
    wait(5);
    assert.equal((await client.ask(path('payments'))).status, 404);
    assert.deepEqual(await states('payments'), ['Running true']);
    const set = await get(`${apps}/shop/replicasets/payments-6c9d5f7b88`);
    assert.equal(at(set, 'metadata', 'ownerReferences'), undefined);
  });

  it('stop at a quota, and say so in the condition of the workload', async () => {
    await send('PATCH', `${apps}/warehouse/deployments/stock/scale`, merge, { spec: { replicas: 20 } });
    const stock = await get(`${apps}/warehouse/deployments/stock`);
    assert.equal(condition(stock, 'ReplicaFailure'), 'FailedCreate');
    const failure = listAt(stock, 'status', 'conditions').find((one) => textAt(one, 'type') === 'ReplicaFailure');
    assert.match(textAt(failure, 'message'), /is forbidden: exceeded quota: share, requested: .*, used: .*, limited: /);
  });

  it('empty a namespace before it goes', async () => {
    await client.ask('/api/v1/namespaces/staging', { method: 'DELETE' });
    assert.equal(textAt(await get('/api/v1/namespaces/staging'), 'status', 'phase'), 'Terminating');
    wait(10);
    assert.equal((await client.ask('/api/v1/namespaces/staging')).status, 404);
    assert.equal((await client.items('/api/v1/namespaces/staging/pods')).length, 0);
  });

  it('put into a new namespace what every one has, and again where it is deleted', async () => {
    await send('POST', '/api/v1/namespaces', json, { metadata: { name: 'fresh' } });
    for (const namespace of ['fresh', 'shop'])
      for (const path of ['configmaps/kube-root-ca.crt', 'serviceaccounts/default']) {
        const first = await get(`/api/v1/namespaces/${namespace}/${path}`);
        await send('DELETE', `/api/v1/namespaces/${namespace}/${path}`, json, {});
        wait(1);
        const again = await get(`/api/v1/namespaces/${namespace}/${path}`);
        assert.deepEqual(at(again, 'data'), at(first, 'data'));
        assert.match(textAt(again, 'metadata', 'uid'), /^[-0-9a-f]{36}$/);
        assert.notEqual(textAt(again, 'metadata', 'uid'), textAt(first, 'metadata', 'uid'));
      }
    await send('DELETE', '/api/v1/namespaces/fresh', json, {});
    wait(10);
    assert.equal((await client.ask('/api/v1/namespaces/fresh')).status, 404);
  });

  it('let nothing happen on a trial', async () => {
    const before = textAt(await get('/api/v1/pods'), 'metadata', 'resourceVersion');
    await send('PATCH', `${apps}/shop/deployments/api/scale?dryRun=All`, merge, { spec: { replicas: 9 } });
    await client.ask(`${apps}/shop/deployments/api?dryRun=All`, { method: 'DELETE' });
    wait(10);
    assert.equal(textAt(await get('/api/v1/pods'), 'metadata', 'resourceVersion'), before);
  });
});
