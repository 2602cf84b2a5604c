import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, before, describe, it } from 'mocha';
import { servedKinds } from '../../../src/demo/servedKinds.ts';
import { matches, requirementsOfMap } from '../../../src/kube/selectors.ts';
import { at, demoClient, listAt, nameOf, textAt, type DemoClient } from './demoClient.ts';

type Item = Record<string, unknown>;

/** What the shipped worlds say must be what a real cluster could say: nothing dangles, nothing disagrees, nothing is still to come. */
describe('the worlds of the demo cluster', () => {
  let client: DemoClient;
  let now: number;
  const byKind = new Map<string, readonly Item[]>();
  const ofKind = (kind: string): readonly Item[] => byKind.get(kind) ?? [];
  const everything = (): readonly Item[] => [...byKind.values()].flat();

  before(async () => {
    client = await demoClient();
    now = Date.now();
    for (const { group, version, resource, kind, storedAs } of servedKinds) {
      if (storedAs !== undefined) continue;
      byKind.set(kind, await client.items(`${group === '' ? '/api' : `/apis/${group}`}/${version}/${resource}`));
    }
  });
  after(() => client.close());

  const labelsOf = (item: unknown): Record<string, string> => at(item, 'metadata', 'labels') as Record<string, string>;
  const namespaceOf = (item: unknown): string => textAt(item, 'metadata', 'namespace');
  const uidOf = (item: unknown): string => textAt(item, 'metadata', 'uid');
  const isReady = (pod: unknown): boolean =>
    listAt(pod, 'status', 'conditions').some(
      (one) => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True',
    );

  it('have uids that are all different', () => {
    const uids = everything()
      .map(uidOf)
      .filter((uid) => uid !== '');
    assert.equal(new Set(uids).size, uids.length);
  });

  it('have no owner that is not there', () => {
    let owned = 0;
    for (const item of everything()) {
      for (const reference of listAt(item, 'metadata', 'ownerReferences')) {
        const owner = ofKind(textAt(reference, 'kind')).find((one) => uidOf(one) === textAt(reference, 'uid'));
        assert.equal(nameOf(owner), textAt(reference, 'name'), `owner of ${nameOf(item)}`);
        owned++;
      }
    }
    assert.ok(owned > 50);
  });

  it('have every namespaced object in a namespace that is there', () => {
    const namespaces = new Set(ofKind('Namespace').map(nameOf));
    for (const item of everything())
      assert.ok(namespaceOf(item) === '' || namespaces.has(namespaceOf(item)), `${namespaceOf(item)}/${nameOf(item)}`);
  });

  it('have EndpointSlices that are what selectors and readiness give', () => {
    for (const service of ofKind('Service')) {
      const selector = at(service, 'spec', 'selector') as Record<string, string> | undefined;
      const slices = ofKind('EndpointSlice').filter(
        (slice) =>
          namespaceOf(slice) === namespaceOf(service) &&
          labelsOf(slice)['kubernetes.io/service-name'] === nameOf(service),
      );
      if (selector === undefined) continue;
      const publishes = at(service, 'spec', 'publishNotReadyAddresses') === true;
      const expected = ofKind('Pod')
        .filter(
          (pod) => namespaceOf(pod) === namespaceOf(service) && matches(labelsOf(pod), requirementsOfMap(selector)),
        )
        .filter((pod) => textAt(pod, 'status', 'podIP') !== '' && textAt(pod, 'status', 'phase') !== 'Succeeded')
        .map((pod) => `${uidOf(pod)} ${textAt(pod, 'status', 'podIP')} ${String(isReady(pod) || publishes)}`);
      const written = slices
        .flatMap((slice) => listAt(slice, 'endpoints'))
        .map(
          (one) =>
            `${textAt(one, 'targetRef', 'uid')} ${String(at(one, 'addresses', 0))} ${String(at(one, 'conditions', 'ready'))}`,
        );
      assert.deepEqual([...written].sort(), [...expected].sort(), `endpoints of ${nameOf(service)}`);
      assert.equal(slices.length, 1);
    }
  });

  it('have endpoints in the zone of their node', () => {
    const zones = new Map(ofKind('Node').map((node) => [nameOf(node), labelsOf(node)['topology.kubernetes.io/zone']]));
    assert.equal(new Set(zones.values()).size, 3);
    for (const slice of ofKind('EndpointSlice'))
      for (const one of listAt(slice, 'endpoints'))
        if (textAt(one, 'nodeName') !== '') assert.equal(textAt(one, 'zone'), zones.get(textAt(one, 'nodeName')));
  });

  it('tell events of objects that are there', () => {
    assert.ok(ofKind('Event').length > 15);
    for (const event of ofKind('Event')) {
      const about = ofKind(textAt(event, 'involvedObject', 'kind')).find(
        (one) => uidOf(one) === textAt(event, 'involvedObject', 'uid'),
      );
      assert.equal(nameOf(about), textAt(event, 'involvedObject', 'name'), textAt(event, 'message'));
      assert.equal(textAt(event, 'metadata', 'namespace'), namespaceOf(about) || 'default');
    }
  });

  it('have no time in the future, and no child older than its owner', () => {
    const check = (value: unknown, path: string): void => {
      if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value))
        assert.ok(Date.parse(value) <= now + 1000, `${path}: ${value}`);
      if (typeof value === 'object' && value !== null)
        for (const [key, entry] of Object.entries(value)) check(entry, `${path}.${key}`);
    };
    for (const item of everything()) check(item, nameOf(item));
    const born = new Map(everything().map((item) => [uidOf(item), textAt(item, 'metadata', 'creationTimestamp')]));
    for (const item of everything())
      for (const reference of listAt(item, 'metadata', 'ownerReferences'))
        assert.ok(
          textAt(item, 'metadata', 'creationTimestamp') >= (born.get(textAt(reference, 'uid')) ?? ''),
          nameOf(item),
        );
  });

  it('have workloads whose counts are those of their pods', () => {
    for (const set of [...ofKind('ReplicaSet'), ...ofKind('StatefulSet')]) {
      const pods = ofKind('Pod').filter((pod) => textAt(pod, 'metadata', 'ownerReferences', 0, 'uid') === uidOf(set));
      assert.equal(pods.length, at(set, 'spec', 'replicas'), nameOf(set));
      assert.equal(pods.length, at(set, 'status', 'replicas') ?? 0, nameOf(set));
      assert.equal(pods.filter(isReady).length, at(set, 'status', 'readyReplicas') ?? 0, nameOf(set));
    }
    for (const deployment of ofKind('Deployment')) {
      const sets = ofKind('ReplicaSet').filter(
        (set) => textAt(set, 'metadata', 'ownerReferences', 0, 'uid') === uidOf(deployment),
      );
      const sum = (path: string) => sets.reduce((total, set) => total + Number(at(set, 'status', path) ?? 0), 0);
      assert.ok(sets.length > 0, nameOf(deployment));
      assert.equal(at(deployment, 'status', 'replicas') ?? 0, sum('replicas'), nameOf(deployment));
      assert.equal(at(deployment, 'status', 'readyReplicas') ?? 0, sum('readyReplicas'), nameOf(deployment));
    }
  });

  it('give each pod on the pod network an address of its own, out of its node’s range', () => {
    const pods = ofKind('Pod').filter(
      (pod) => at(pod, 'spec', 'hostNetwork') !== true && textAt(pod, 'spec', 'nodeName') !== '',
    );
    const addresses = pods.map((pod) => textAt(pod, 'status', 'podIP'));
    assert.equal(new Set(addresses).size, addresses.length);
    const ranges = new Map(
      ofKind('Node').map((node) => [nameOf(node), textAt(node, 'spec', 'podCIDR').replace(/0\/24$/, '')]),
    );
    for (const pod of pods)
      assert.ok(textAt(pod, 'status', 'podIP').startsWith(ranges.get(textAt(pod, 'spec', 'nodeName')) ?? '?'));
  });

  it('refer to claims, ConfigMaps, Secrets and accounts that are there, unless they are optional', () => {
    const has = (kind: string, namespace: string, name: string): boolean =>
      ofKind(kind).some((one) => nameOf(one) === name && namespaceOf(one) === namespace);
    for (const pod of ofKind('Pod')) {
      const namespace = namespaceOf(pod);
      for (const volume of listAt(pod, 'spec', 'volumes')) {
        const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
        const map = textAt(volume, 'configMap', 'name');
        assert.ok(claim === '' || has('PersistentVolumeClaim', namespace, claim), claim);
        assert.ok(map === '' || has('ConfigMap', namespace, map), map);
      }
      for (const container of listAt(pod, 'spec', 'containers'))
        for (const variable of listAt(container, 'env')) {
          const secret = textAt(variable, 'valueFrom', 'secretKeyRef', 'name');
          assert.ok(secret === '' || has('Secret', namespace, secret), secret);
        }
      const account = textAt(pod, 'spec', 'serviceAccountName');
      assert.ok(account === '' || has('ServiceAccount', namespace, account), account);
    }
  });

  it('are the same at every start but for times and the certificate', async () => {
    const clock = { now: () => Date.parse('2026-11-25T14:00:00Z') };
    const read = async (): Promise<readonly string[]> => {
      const one = await demoClient({ clock });
      const paths = [
        '/api/v1/pods',
        '/api/v1/events',
        '/apis/discovery.k8s.io/v1/endpointslices',
        '/apis/apps/v1/replicasets',
      ];
      const texts = await Promise.all(paths.map(async (path) => (await one.ask(path)).text));
      await one.close();
      return texts;
    };
    assert.deepEqual(await read(), await read());
  });

  it('carry no secret: values that say that they are none, and a key made at the start', async () => {
    for (const secret of ofKind('Secret')) {
      if (secret.type === 'kubernetes.io/tls') continue;
      for (const value of Object.values(at(secret, 'data') as object))
        assert.equal(Buffer.from(String(value), 'base64').toString('utf8'), 'demo-only-not-a-secret');
    }
    const key = async (from: DemoClient) =>
      textAt((await from.ask('/api/v1/namespaces/blog/secrets/blog-tls')).body, 'data', 'tls.key');
    const other = await demoClient();
    assert.notEqual(await key(other), await key(client));
    await other.close();
    const tls = (await client.ask('/api/v1/namespaces/blog/secrets/blog-tls')).body;
    const certificate = new X509Certificate(Buffer.from(textAt(tls, 'data', 'tls.crt'), 'base64'));
    assert.equal(certificate.checkHost('blog.example'), 'blog.example');
  });

  describe('the shop', () => {
    const pod = (app: string): Item | undefined =>
      ofKind('Pod').find((one) => namespaceOf(one) === 'shop' && labelsOf(one).app === app);
    const inShop = (kind: string, name: string): Item | undefined =>
      ofKind(kind).find((one) => namespaceOf(one) === 'shop' && nameOf(one) === name);

    it('has the troubles that it is there for', () => {
      const api = ofKind('EndpointSlice').find((slice) => labelsOf(slice)['kubernetes.io/service-name'] === 'api');
      assert.equal(api?.endpoints, null);
      assert.equal(
        textAt(pod('cart'), 'status', 'containerStatuses', 0, 'lastState', 'terminated', 'reason'),
        'OOMKilled',
      );
      assert.equal(textAt(pod('search'), 'status', 'conditions', 0, 'reason'), 'Unschedulable');
      assert.equal(
        textAt(inShop('Deployment', 'web'), 'status', 'conditions', 1, 'reason'),
        'ProgressDeadlineExceeded',
      );
      assert.equal(at(inShop('Deployment', 'web'), 'status', 'readyReplicas'), 2);
      assert.equal(
        textAt(inShop('HorizontalPodAutoscaler', 'checkout'), 'status', 'conditions', 1, 'reason'),
        'FailedGetResourceMetric',
      );
      assert.deepEqual(at(pod('checkout'), 'spec', 'containers', 0, 'resources'), {});
      assert.equal(at(pod('shipper'), 'spec', 'containers', 0, 'securityContext', 'privileged'), true);
      assert.equal(at(inShop('PodDisruptionBudget', 'payments'), 'status', 'disruptionsAllowed'), 0);
    });

    it('measures catalog far below and reports next to nothing of what they ask for', () => {
      const cpu = (app: string): number => {
        const metrics = ofKind('PodMetrics').find((one) => labelsOf(one).app === app);
        return Number.parseInt(textAt(metrics, 'containers', 0, 'usage', 'cpu'), 10) / 1e6;
      };
      assert.ok(cpu('catalog') > 10 && cpu('catalog') < 100);
      assert.ok(cpu('reports') < 1);
    });
  });
});
