import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { load } from 'js-yaml';
import type { Demo } from '../../src/demo/serveCluster.ts';
import { startDemo } from '../../src/demo/startDemo.ts';
import { controlPlane, type ControlPlane } from '../support/controlPlane.ts';
import { listAt, mediaDirectory, textAt } from '../unit/demo/demoClient.ts';
import { askServer, type Asked } from './askServer.ts';
import { kubectlFor, type Kubectl } from './kubectl.ts';
import { masked } from './masked.ts';
import { storedKinds, wordFor, writtenKinds } from './kindWords.ts';
import { settledTwins, twins } from './settledTwins.ts';
import { stripped } from './stripped.ts';
import { mirrorWorld, writtenWorld } from './twinWorlds.ts';

/**
 * The same objects in two servers, asked by the same kubectl. The mirror holds what the real one gave; the written one was made from the
 * manifests themselves, by the loader of worlds.
 */
describe('The demo cluster beside a real one', () => {
  let cluster: ControlPlane;
  let real: Kubectl;
  let mirror: Kubectl;
  let written: Kubectl;
  let mirrorKubeconfig: string;
  /** What is to be ended, however far the beginning came. */
  const ends: (() => void | Promise<void>)[] = [];

  before(async function () {
    this.timeout(90_000);
    cluster = await controlPlane();
    ends.push(() => cluster.stop());
    real = await kubectlFor({ file: cluster.kubeconfigs.admin });
    ends.push(() => real.remove());
    await settledTwins(cluster);
    const dump = await mirrorWorld(real);
    const start = async (world: string): Promise<{ demo: Demo; kubectl: Kubectl }> => {
      const demo = await startDemo({ mediaDirectory, worlds: [world] });
      ends.push(() => demo.close());
      const kubectl = await kubectlFor({ yaml: demo.kubeconfig });
      ends.push(() => kubectl.remove());
      return { demo, kubectl };
    };
    const held = await start(dump);
    mirror = held.kubectl;
    mirrorKubeconfig = held.demo.readerKubeconfig;
    written = (await start(writtenWorld(dump))).kubectl;
    await Promise.all([mirror, written, real].map((one) => one.print('api-resources')));
  });
  after(async () => {
    for (const end of ends.toReversed()) await end();
  });

  const same = async (demo: Kubectl, ...args: readonly string[]): Promise<void> => {
    const [theirs, ours] = await Promise.all([real.run(...args), demo.run(...args)]);
    assert.equal(masked(ours.stdout), masked(theirs.stdout));
    assert.equal(masked(ours.stderr), masked(theirs.stderr));
    assert.equal(ours.code, theirs.code);
  };

  const everyKind = storedKinds.join(',');
  for (const args of [
    ['get', everyKind, '-A', '-o', 'wide'],
    ['get', everyKind, '-A', '--show-labels'],
    ['describe', everyKind, '-A'],
  ]) {
    it(`says the same to ${args.join(' ').replace(everyKind, 'KINDS')}`, () => same(mirror, ...args));
  }

  describe('makes of a manifest what the real one makes of it:', () => {
    let theirs: readonly unknown[];
    let ours: readonly unknown[];

    before(async () => {
      const read = async (kubectl: Kubectl): Promise<readonly unknown[]> => {
        const list = load(await kubectl.print('get', writtenKinds.map(wordFor).join(','), '-A', '-o', 'yaml'));
        return listAt(list, 'items').filter((item) => twins(item));
      };
      [theirs, ours] = await Promise.all([read(real), read(written)]);
    });

    for (const { kind } of writtenKinds) {
      it(kind, () => {
        const ofKind = (items: readonly unknown[]): unknown =>
          stripped(items.filter((item) => textAt(item, 'kind') === kind));
        assert.deepEqual(ofKind(ours), ofKind(theirs));
      });
    }

    it('in words too', async () => {
      const kinds = 'deploy,sts,ds,job,cj,svc,ing,pvc,quota,limits,netpol,pdb,hpa,role,rolebinding,sa,secret';
      await same(written, 'describe', kinds, '-n', 'twins', '--show-events=false');
      await same(written, 'get', `all,${kinds}`, '-n', 'twins', '-o', 'wide');
    });
  });

  const alike: readonly string[] = [
    'get all -A',
    'get all,cm,secret,ing,pvc -n twins -o name',
    'get svc -n twins --chunk-size=2',
    'get events -A --chunk-size=3',
    'get svc,cm,secret -A -l app=one',
    'get svc -A -l app',
    'get svc -A -l !app',
    'get svc -A -l app!=one',
    'get svc -A -l app=',
    'get svc -A -l tier\u00a0in\u00a0(front,back),app\u00a0notin\u00a0(two)',
    'get jobs -A --field-selector status.successful=0',
    'get svc -n twins --field-selector metadata.name!=plain,spec.type=NodePort',
    'get secrets -n twins --field-selector type=Opaque',
    'get nodes --field-selector spec.unschedulable=false',
    'get events -n twins --field-selector involvedObject.kind=Job',
    'get svc -n twins --sort-by=.spec.clusterIP -o custom-columns=N:.metadata.name,P:.spec.ports[*].port',
    'get svc -n twins -o jsonpath={range.items[*]}{.metadata.name}={.spec.type};{end}',
    'events -n twins --for=pvc/waiting',
    'explain pods.spec.containers',
    'explain hpa.spec.behavior --recursive',
    'explain events --api-version=events.k8s.io/v1',
    'explain crd.spec.names',
    'api-resources --api-group=apps',
    'api-resources --api-group=batch',
    'rollout history deploy/idle -n twins',
    'rollout history deploy/idle -n twins --revision=1',
    'rollout history sts/store -n twins',
    'rollout status deploy/idle -n twins',
    'rollout status ds/nowhere -n twins',
    'wait --for=condition=Suspended job/held -n twins --timeout=2s',
    'wait --for=condition=Complete job/held -n twins --timeout=1s',
    'get pod/a svc/b -n twins',
    'get nonsense',
    'get deploy none -n twins',
    'get svc -n none',
    'get svc -l a==b==c',
    'get svc -l a\u00a0in\u00a0b',
    'get svc -l -a',
    'get svc -l a=-b',
    'get svc -l a,,b',
    'get svc --field-selector a=b',
    'get svc --field-selector a',
    'get deploy --field-selector status.replicas=1',
    'get jobs --field-selector a=b',
    'logs deploy/idle -n twins --pod-running-timeout=1s',
    'logs none -n twins',
    'get --raw /api/v1/nonsense',
    'get --raw /apis/nonsense/v1',
    'auth can-i list pods -A',
  ];
  for (const command of alike) {
    // A space that belongs to an argument is a no-break space in the list.
    const args = command.split(' ').map((part) => part.replaceAll('\u00a0', ' '));
    it(`answers kubectl ${args.join(' ')} alike`, () => same(mirror, ...args));
  }

  describe('refuses as the real one refuses whoever may only read:', () => {
    const services = '/api/v1/namespaces/twins/services';
    const review = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const json = { 'content-type': 'application/json' };
    const html = { accept: 'text/html' };
    const report = '/api/v1/namespaces/twins/pods/none/log';
    const requests: readonly Asked[] = [
      ...['/api/v2', '/apis/nope/v1', '/apis/apps/v9', '/api/v1/pods/x', '/api/v1/namespaces/twins/nodes', '/%zz'],
      ...['/api/v1/namespaces/twins%2Fnonsense', `${services}/none`, `${services}/plain/nonsense`],
      ...['limit=x', 'watch=true&timeoutSeconds=x', 'resourceVersion=x', 'watch=true&resourceVersion=x'].map(
        (query) => `${services}?${query}`,
      ),
      ...['resourceVersionMatch=Exact', 'resourceVersionMatch=Nope&resourceVersion=1', 'sendInitialEvents=true'].map(
        (query) => `${services}?${query}`,
      ),
      ...['resourceVersion=0&resourceVersionMatch=Exact', 'watch=true&sendInitialEvents=true'].map(
        (query) => `${services}?${query}`,
      ),
      `${services}?watch=true&resourceVersionMatch=Exact&resourceVersion=1`,
      ...['a===', '!', 'a in (b', ',', 'a b', '(a)', 'a>b', 'a/b/c', '/a', 'a in (b c)'].map(
        (selector) => `${services}?labelSelector=${encodeURIComponent(selector)}`,
      ),
      ...['tailLines=x', 'tailLines=-1', 'limitBytes=0', 'sinceSeconds=0', 'sinceTime=yesterday', 'stream=All'].map(
        (query) => `${report}?${query}`,
      ),
      `${report}?sinceSeconds=1&sinceTime=2026-01-01T00:00:00Z`,
      { path: services, headers: html },
      { path: `${services}/none`, headers: html },
      { path: '/version', headers: html },
      { path: '/api/v1', headers: html },
      { path: '/api/v1/nonsense', headers: html },
      { path: `${services}/plain`, headers: { accept: 'application/json;as=Nothing;v=v1;g=meta.k8s.io' } },
      { path: `${services}?includeObject=Nope`, headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } },
      { path: review, method: 'POST', headers: json, body: '{}' },
      { path: review, method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' },
      { path: review, method: 'POST', headers: json, body: `{"a":"${'x'.repeat(3_200_000)}"}` },
      { path: review },
      ...['/version', '/nonsense', '/api/v1', '/api/v1/nonsense', services, `${services}/plain/nonsense`].map(
        (path): Asked => ({ path, method: 'POST', headers: json, body: '{}' }),
      ),
      ...['/api/v1/namespaces/twins', services, `${services}/plain`, '/api/v1/nodes/node-1'].map((path): Asked => ({
        path,
        method: 'DELETE',
      })),
      { path: '/apis/apps/v1/namespaces/twins/deployments/idle/scale', method: 'PATCH', headers: json, body: '{}' },
      { path: `${services}/plain`, method: 'PUT', headers: json, body: '{}' },
      { path: '/api/v1/pods', token: 'wrong' },
    ].map((asked): Asked => (typeof asked === 'string' ? { path: asked } : asked));

    for (const asked of requests) {
      const { method = 'GET', path, headers = {}, body = '' } = asked;
      const title = [method, path, headers.accept ?? headers['content-type'] ?? '', body.slice(0, 20)].join(' ').trim();
      it(title, async () => {
        const [theirs, ours] = await Promise.all([
          askServer({ file: cluster.kubeconfigs.viewer }, asked),
          askServer({ yaml: mirrorKubeconfig }, asked),
        ]);
        assert.deepEqual(ours, theirs);
        assert.ok(theirs.status >= 400);
      });
    }
  });
});
