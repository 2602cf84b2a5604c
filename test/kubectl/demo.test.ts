import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { load } from 'js-yaml';
import { isRecord } from '../../src/core/json.ts';
import type { Demo } from '../../src/demo/serveCluster.ts';
import { servedKinds } from '../../src/demo/servedKinds.ts';
import { startDemo } from '../../src/demo/startDemo.ts';
import { runProgram } from '../support/process/runProgram.ts';
import { at, listAt, mediaDirectory, textAt } from '../unit/demo/demoClient.ts';
import { wordFor } from './kindWords.ts';
import { kubectlFor, type Kubectl } from './kubectl.ts';
import { names, rows } from './lines.ts';

const cart = 'cart-6b7c9f8d5b-m4xvz';

describe('kubectl on the demo cluster', () => {
  let demo: Demo;
  let kubectl: Kubectl;
  let reader: Kubectl;
  const print = (...args: string[]): Promise<string> => kubectl.print(...args);

  before(async () => {
    demo = await startDemo({ mediaDirectory });
    kubectl = await kubectlFor({ yaml: demo.kubeconfig });
    reader = await kubectlFor({ yaml: demo.readerKubeconfig });
    // Fills the cache of discovery, which the calls after it share.
    await print('api-resources');
  });
  after(async () => {
    kubectl.remove();
    reader.remove();
    await demo.close();
  });

  describe('get', () => {
    it('prints pods with their words', async () => {
      const table = rows(await print('get', 'pods', '-o', 'wide'));
      assert.equal(table[0], 'NAME | READY | STATUS | RESTARTS | AGE | IP | NODE | NOMINATED NODE | READINESS GATES');
      const row = table.find((line) => line.startsWith(cart)) ?? '';
      assert.match(row, / \| 0\/1 \| CrashLoopBackOff \| 9 \(\w+ ago\) \| 52m \| 10\.244\.2\.\d+ \| node-2 \| <none>/);
    });

    it('prints several kinds at once, and all that belongs to the category all', async () => {
      const both = await print('get', 'pods,svc');
      assert.match(both, /^pod\/api-/m);
      assert.match(both, /^service\/api /m);
      const all = await print('get', 'all', '-A', '-o', 'name');
      for (const kind of ['pod/', 'service/', 'daemonset.apps/', 'deployment.apps/', 'replicaset.apps/'])
        assert.match(all, new RegExp(`^${kind}`, 'm'));
      for (const kind of ['statefulset.apps/', 'horizontalpodautoscaler.autoscaling/', 'cronjob.batch/', 'job.batch/'])
        assert.match(all, new RegExp(`^${kind}`, 'm'));
      assert.doesNotMatch(all, /^(?:secret|ingress|configmap)/m);
    });

    it('prints names, JSON, JSONPath, columns and templates', async () => {
      assert.match(await print('get', 'deploy', 'api', '-o', 'name'), /^deployment\.apps\/api\n$/);
      assert.equal(await print('get', 'svc', 'api', '-o', 'jsonpath={.spec.ports[*].port}'), '80');
      const object: unknown = JSON.parse(await print('get', 'svc', 'api', '-o', 'json'));
      assert.equal(textAt(object, 'kind'), 'Service');
      const list: unknown = JSON.parse(await print('get', 'svc', '-o', 'json'));
      assert.equal(textAt(list, 'items', 0, 'kind'), 'Service');
      const columns = rows(await print('get', 'svc', 'api', '-o', 'custom-columns=N:.metadata.name,T:.spec.type'));
      assert.deepEqual(columns, ['N | T', 'api | ClusterIP']);
      const template = '{{range .items}}{{.metadata.name}} {{end}}';
      assert.match(await print('get', 'svc', '-o', `go-template=${template}`), /^api cart catalog /);
    });

    it('sorts, labels and shows columns of labels', async () => {
      const sorted = names(await print('get', 'svc', '--sort-by=.spec.clusterIP'));
      assert.deepEqual(sorted.slice(0, 2), ['api', 'cart']);
      assert.match(await print('get', 'svc', 'api', '--show-labels'), /LABELS\n.* app=api\n/);
      assert.match(await print('get', 'nodes', '-L', 'topology.kubernetes.io/zone'), /ZONE\nnode-1 .* zone-a\n/);
    });

    it('reads lists in chunks', async () => {
      const [whole, chunks] = await Promise.all([
        print('get', 'pods', '-A', '-o', 'name'),
        print('get', 'pods', '-A', '-o', 'name', '--chunk-size=2'),
      ]);
      assert.equal(chunks, whole);
      assert.equal(names(await print('get', 'pods', '-A', '--chunk-size=2')).length, whole.trim().split('\n').length);
    });

    it('selects by labels', async () => {
      const select = async (selector: string): Promise<readonly string[]> =>
        (await print('get', 'svc', '-A', '-o', 'name', '-l', selector)).trim().split('\n').sort();
      assert.deepEqual(await select('app in (api,cart)'), ['service/api', 'service/cart']);
      assert.ok(!(await select('app,app notin (api)')).includes('service/api'));
      assert.ok((await select('!app')).includes('service/kubernetes'));
      assert.ok((await select('app!=api')).includes('service/kubernetes'));
      assert.deepEqual(await select('k8s-app=kube-dns'), ['service/kube-dns']);
    });

    it('selects by fields', async () => {
      const select = async (kind: string, selector: string): Promise<readonly string[]> =>
        names(await print('get', kind, `--field-selector=${selector}`, '--no-headers=false'));
      assert.deepEqual(await select('pods', 'status.phase=Pending'), [
        'search-59d6c8f7bb-rj7bl',
        'web-6f5d7b9c84-xwv5k',
      ]);
      assert.ok((await select('pods', 'status.phase!=Running')).includes('search-59d6c8f7bb-rj7bl'));
      assert.ok((await select('pods', 'spec.nodeName=node-2')).includes(cart));
      assert.deepEqual(await select('svc', 'metadata.name=api'), ['api']);
      assert.deepEqual(await select('events', 'reason=BackOff,type=Warning').then((found) => found.length), 1);
    });

    it('gives back what it printed as YAML', async () => {
      const text = await print('get', 'deploy', 'web', '-o', 'yaml');
      const object = load(text);
      assert.ok(isRecord(object));
      assert.equal(textAt(object, 'apiVersion'), 'apps/v1');
      assert.deepEqual(object, JSON.parse(await print('get', 'deploy', 'web', '-o', 'json')));
      assert.equal(at(object, 'spec', 'replicas'), 2);
    });

    it('reads paths raw', async () => {
      assert.equal(await print('get', '--raw', '/readyz'), 'ok');
      const root: unknown = JSON.parse(await print('get', '--raw', '/'));
      for (const path of ['/api', '/apis/apps/v1', '/openapi/v3', '/version'])
        assert.ok(listAt(root, 'paths').includes(path), path);
    });
  });

  it('lists and describes every kind that there is', async () => {
    const kinds = servedKinds.map(wordFor).join(',');
    const [whole, table, described] = await Promise.all([
      print('get', kinds, '-A', '-o', 'json'),
      print('get', kinds, '-A', '-o', 'wide', '--no-headers'),
      print('describe', kinds, '-A'),
    ]);
    const items = listAt(JSON.parse(whole), 'items');
    assert.equal(rows(table).length, items.length);
    assert.equal(described.match(/^Name:/gm)?.length, items.length);
    // Kinds of which the worlds have none.
    const absent = ['LimitRange', 'ReplicationController', 'CustomResourceDefinition'];
    const found = new Set(items.map((item) => textAt(item, 'kind')));
    const missing = servedKinds.map(({ kind }) => kind).filter((kind) => !found.has(kind));
    assert.deepEqual(
      missing.filter((kind) => !absent.includes(kind) && !kind.endsWith('WebhookConfiguration')),
      [],
    );
  });

  describe('describe', () => {
    it('tells of a pod with its events', async () => {
      const text = await print('describe', 'pod', cart);
      assert.match(text, /Reason: +OOMKilled\n +Exit Code: +137\n/);
      assert.match(text, /Controlled By: +ReplicaSet\/cart-6b7c9f8d5b/);
      assert.match(text, /Warning +BackOff .* Back-off restarting failed container cart/);
    });

    it('tells of a Service without endpoints, an Ingress with some, a node with its pods', async () => {
      assert.match(await print('describe', 'svc', 'api'), /^Endpoints: +$/m);
      assert.match(
        await print('describe', 'ingress', 'shop'),
        /\/ +web:80 \(10\.244\.\d\.\d+:8080,10\.244\.\d\.\d+:8080\)/,
      );
      const node = await print('describe', 'node', 'node-2');
      assert.match(node, new RegExp(`shop +${cart} +50m \\(1%\\)`));
      assert.match(node, /^Lease:\n +HolderIdentity: +node-2$/m);
    });

    it('tells of a rollout, a claim, a quota and a failed Job', async () => {
      const [deployment, claim, quota, cron] = await Promise.all([
        print('describe', 'deploy', 'web'),
        print('describe', 'pvc', 'data-ledger-1', '-n', 'warehouse'),
        print('describe', 'quota', '-n', 'warehouse'),
        print('describe', 'cronjob', 'stock-count', '-n', 'warehouse'),
      ]);
      assert.match(deployment, /Replicas: +2 desired \| 1 updated \| 3 total \| 2 available \| 1 unavailable/);
      assert.match(deployment, /OldReplicaSets: +web-7d4b8c6f59 \(2\/2 replicas created\)/);
      assert.match(claim, /Status: +Pending[^]*ProvisioningFailed .* "fast" not found/);
      assert.match(quota, /persistentvolumeclaims +2 +2\n/);
      assert.match(cron, /Active Jobs: +<none>\nEvents:\n[^]*Created job stock-count-\d+/);
      const jobs = await print('get', 'jobs', '-n', 'warehouse');
      assert.match(jobs, /Failed +0\/1/);
      assert.match(jobs, /Complete +1\/1/);
    });
  });

  describe('logs', () => {
    it('of one container, of the run before, of all, the last lines and the latest', async () => {
      const [current, previous, tail, since] = await Promise.all([
        print('logs', cart),
        print('logs', cart, '-c', 'cart', '--previous'),
        print('logs', cart, '--tail=2'),
        print('logs', cart, '--since=60s'),
      ]);
      assert.equal(previous, current);
      assert.deepEqual(tail.trim().split('\n'), current.trim().split('\n').slice(-2));
      assert.equal(since, '');
      const all = await print('logs', 'deploy/blog', '-n', 'blog', '--all-containers', '--prefix');
      assert.match(all, /\/log-shipper\] .* shipping from/);
      assert.match(all, /\/blog\] .* listening on :8080/);
    });

    it('of pods by selector, and of a Job', async () => {
      const api = await print('logs', '-l', 'app=api', '--tail=1', '--prefix');
      assert.equal(api.trim().split('\n').length, 3);
      assert.match(await print('logs', '-n', 'warehouse', '-l', 'app=stock-count'), /ERROR bolts: 14 more counted/);
    });

    it('follows a container that runs until it is told to stop, and not one that is over', async () => {
      assert.match(await print('logs', cart, '-f'), /heap is close to its limit/);
      const { stdout, code } = await kubectl.run(
        ...['logs', 'deploy/payments', '-f', '--pod-running-timeout=1s', '--request-timeout=1s'],
      );
      assert.match(stdout, /payment settled/);
      assert.notEqual(code, null);
    });
  });

  it('events, of one object too', async () => {
    const all = await print('events', '-A');
    assert.match(all, /^NAMESPACE +LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n/);
    const own = await print('events', '--for', `pod/${cart}`, '--types=Warning');
    assert.deepEqual(
      rows(own)
        .slice(1)
        .map((row) => row.split(' | ').slice(1, 4)),
      [['Warning', 'BackOff', `Pod/${cart}`]],
    );
    assert.match(own, /\(x168 over \d+m\)/);
  });

  it('explain', async () => {
    const [pod, path, recursive, metrics, other] = await Promise.all([
      print('explain', 'pods'),
      print('explain', 'pods.spec.containers.resources.limits'),
      print('explain', 'deployments', '--recursive'),
      print('explain', 'podmetrics.containers'),
      print('explain', 'events', '--api-version=events.k8s.io/v1'),
    ]);
    assert.match(pod, /^KIND: +Pod\nVERSION: +v1\n/);
    assert.match(path, /FIELD: limits <map\[string\]Quantity>/);
    assert.match(recursive, / +maxSurge\t<IntOrString>\n/);
    assert.match(metrics, /usage\t<map\[string\]Quantity> -required-/);
    assert.match(other, /GROUP: +events\.k8s\.io\n/);
    assert.match(await kubectl.refusal('explain', 'pods.spec.nonsense'), /field "nonsense" does not exist/);
  });

  it('api-resources and api-versions name every kind', async () => {
    const [resources, versions] = await Promise.all([print('api-resources', '-o', 'name'), print('api-versions')]);
    const named = new Set(resources.trim().split('\n'));
    for (const { resource, group, version } of servedKinds) {
      assert.ok(named.has(group === '' ? resource : `${resource}.${group}`), `${resource} ${group}`);
      assert.ok(versions.split('\n').includes(group === '' ? version : `${group}/${version}`));
    }
  });

  it('version, cluster-info and who we are', async () => {
    const [version, cluster, self] = await Promise.all([
      print('version'),
      print('cluster-info'),
      print('auth', 'whoami'),
    ]);
    assert.match(version, /^Server Version: v1\.36\.\d+$/m);
    assert.match(cluster, /Kubernetes control plane.* is running at .*https:\/\/127\.0\.0\.1:\d+/);
    assert.match(cluster, /CoreDNS/);
    assert.match(self, /Username +demo\n/);
  });

  it('auth can-i, in single questions and as a list, agrees with the roles that are bound', async () => {
    assert.equal(await print('auth', 'can-i', 'list', 'secrets', '-A'), 'yes\n');
    assert.equal(await print('auth', 'can-i', 'get', '/healthz'), 'yes\n');
    assert.equal(await print('auth', 'can-i', 'delete', 'pods'), 'yes\n');
    const refused = await reader.run('auth', 'can-i', 'delete', 'pods');
    assert.match(refused.stdout, /^no - this user may only read the demo cluster\n$/);
    assert.match(await reader.print('auth', 'can-i', '--list'), /^\*\.apps +\[\] +\[\] +\[get list watch\]$/m);
    const writing = /^\*\.apps +\[\] +\[\] +\[get list watch create update patch delete deletecollection\]$/m;
    assert.match(await print('auth', 'can-i', '--list'), writing);
    assert.match(await print('describe', 'clusterrole', 'demo-reader'), /^ +\*\.\* +\[\] +\[\] +\[get list watch\]$/m);
  });

  it('top pods and nodes', async () => {
    const [pods, containers, nodes] = await Promise.all([
      print('top', 'pods', '-A', '--sort-by=memory'),
      print('top', 'pod', '-n', 'blog', '-l', 'app=blog', '--containers'),
      print('top', 'nodes'),
    ]);
    assert.match(rows(pods)[1] ?? '', /^kube-system \| kube-apiserver-node-1 \| \d+m \| 40\dMi$/);
    assert.match(containers, /log-shipper/);
    assert.deepEqual(names(nodes), ['node-1', 'node-2', 'node-3']);
    assert.doesNotMatch(nodes, /<unknown>/);
  });

  it('rollout status and history', async () => {
    assert.match(await print('rollout', 'status', 'deploy/api'), /^deployment "api" successfully rolled out\n$/);
    assert.match(await kubectl.refusal('rollout', 'status', 'deploy/web'), /exceeded its progress deadline/);
    assert.deepEqual(rows(await print('rollout', 'history', 'deploy/web')).slice(2), ['1 | <none>', '2 | <none>']);
    const first = await print('rollout', 'history', 'deploy/web', '--revision=1');
    assert.match(first, /Image:\s+registry\.example\/shop\/web:1\.14\.2/);
    assert.match(await print('rollout', 'history', 'sts/postgres', '-n', 'blog', '--revision=1'), /postgres:18\.1/);
  });

  it('waits for what is so, and gives up on what will not be', async () => {
    await print('wait', '--for=condition=Available', 'deploy/api', '--timeout=5s');
    await print('wait', '--for=jsonpath={.status.phase}=Bound', 'pvc/data-postgres-0', '-n', 'blog', '--timeout=5s');
    const late = await kubectl.refusal('wait', '--for=condition=Available', 'deploy/search', '--timeout=1s');
    assert.match(late, /timed out waiting for the condition on deployments\/search/);
  });

  describe('is refused', () => {
    it('what is not there, in the words of a server', async () => {
      assert.equal(
        await kubectl.refusal('get', 'deploy', 'none'),
        'Error from server (NotFound): deployments.apps "none" not found',
      );
      assert.equal(
        await kubectl.refusal('get', 'nonsense'),
        `error: the server doesn't have a resource type "nonsense"`,
      );
      assert.match(await kubectl.refusal('get', 'pods', '--field-selector=a=b'), /field label not supported: a$/);
      assert.match(await kubectl.refusal('logs', cart, '-c', 'none'), /container none is not valid for pod/);
      assert.equal(
        (await kubectl.run('get', 'pods', '-n', 'nowhere')).stderr,
        'No resources found in nowhere namespace.\n',
      );
    });

    const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: mine, namespace: shop }\n';
    const writes: readonly (readonly string[])[] = [
      ['delete', 'pod', cart],
      ['delete', 'svc', '--all'],
      ['scale', 'deploy/api', '--replicas=1'],
      ['rollout', 'restart', 'deploy/api'],
      ['label', 'pod', cart, 'a=b'],
      ['create', 'configmap', 'mine'],
      ['exec', cart, '--', 'true'],
      ['set', 'image', 'deploy/api', 'api=other'],
    ];
    for (const write of writes) {
      it(`kubectl ${write.join(' ')} of who may only read`, async () => {
        assert.match(await reader.refusal(...write), /this user may only read the demo cluster/);
      });
    }

    it('kubectl cordon, which does not fail for that', async () => {
      assert.match((await reader.run('cordon', 'node-1')).stderr, /this user may only read the demo cluster/);
    });

    it('kubectl apply', async () => {
      const { code, stderr } = await runProgram(reader.program, [...reader.flags, 'apply', '-f', '-'], {
        input: manifest,
      });
      assert.notEqual(code, 0);
      assert.match(
        stderr,
        /User "reader" cannot create resource "configmaps" .* this user may only read the demo cluster/,
      );
    });
  });

  it('serves two at once, each with a watch open', async () => {
    const watching = [1, 2].map(() =>
      kubectl.run('get', 'pods', '-w', '--output-watch-events', '--request-timeout=2s'),
    );
    const [reading, ...watched] = await Promise.all([print('get', 'pods', '-o', 'name'), ...watching]);
    for (const { stdout } of watched) assert.equal(stdout.match(/^ADDED/gm)?.length, reading.trim().split('\n').length);
  });
});
