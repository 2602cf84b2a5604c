import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { resourceName } from '../../../src/core/kind.ts';
import { objectPath } from '../../../src/core/objectRef.ts';
import type { Scan } from '../../../src/core/scan.ts';
import { allRules } from '../../../src/rules/allRules.ts';
import { listNeeds } from '../../../src/rules/listNeeds.ts';
import {
  clusterDns,
  gateway,
  httpRoute,
  ingress,
  ingressClass,
  inNamespace,
  namespaceObject,
  node,
  pod,
  service,
  slice,
  endpoint,
  workload,
} from './objects.ts';
import { scanned, well, within, type ScannedWorld } from './scannedWorld.ts';

const said = ({ findings }: Scan): readonly string[] =>
  findings.map(({ rule, object }) => `${rule} ${objectPath(object)}`).sort();

const webPod = pod('web-1', { owner: 'ReplicaSet/web-5c8f6' });
const web = [service('web'), webPod, slice('web', [endpoint('web-1')])];
const broken = [service('web', { selector: { app: 'wbe' } }), webPod];

describe('a scan', () => {
  it('finds nothing where all is well, and says what was looked at', async () => {
    const { scan } = await scanned({ objects: [...well, ...within('shop', web)] });
    assert.deepEqual(scan.findings, []);
    assert.deepEqual(scan.gaps, []);
    assert.equal(scan.verdict, 'healthy');
    assert.equal(scan.ran.length, allRules.length);
    assert.equal(scan.namespaces, 2);
    assert.equal(scan.takenAt, '2026-11-25T14:00:00Z');
    assert.deepEqual(
      scan.looked.find(({ resource }) => resource === 'services'),
      { resource: 'services', count: 2 },
    );
  });

  it('judges each namespace by itself: the pods of another one with the same names help nobody', async () => {
    const objects = [...well, ...within('a', [service('web')]), ...within('b', web)];
    const { scan } = await scanned({ objects });
    assert.deepEqual(said(scan), ['service/selector-matches-nothing Service/a/web']);
  });

  it('says what is wrong with the cluster once, however many namespaces there are', async () => {
    const objects = [...clusterDns(true), node('node-1', 'False'), ...within('a', web), ...within('b', web)];
    const { scan } = await scanned({ objects });
    assert.deepEqual(
      said(scan).filter((one) => one.startsWith('node/')),
      ['node/not-ready Node/node-1'],
    );
  });

  it('of one namespace leaves the others alone, and keeps the nodes and the DNS that it lives by', async () => {
    const objects = [
      node('node-1', 'Unknown'),
      ...clusterDns(false),
      ...within('a', broken),
      ...within('b', broken),
      inNamespace('b', gateway('other')),
    ];
    const { scan, cluster } = await scanned({ objects, absent: [] }, 'a');
    assert.deepEqual(
      said(scan).filter((one) => !one.startsWith('service/no-ready')),
      [
        'dns/cluster-dns-unavailable Service/kube-system/kube-dns',
        'node/not-ready Node/node-1',
        'service/selector-matches-nothing Service/a/web',
      ],
    );
    assert.deepEqual(
      cluster.reads.filter((read) => read === 'list pods' || read.startsWith('list pods in b')),
      [],
    );
  });

  it('of one namespace looks at the Gateways that its routes refer to, wherever they are', async () => {
    const route = httpRoute('web', { name: 'web' }, { parentRefs: [{ name: 'front', namespace: 'infra' }] });
    const objects = [
      ...well,
      ...within('shop', [...web, route]),
      gateway('front', {}, {}, 'infra'),
      gateway('far', {}, {}, 'infra'),
    ];
    const { scan } = await scanned({ objects, absent: [] }, 'shop');
    assert.ok(said(scan).includes('gateway/class-missing Gateway/infra/front'));
    assert.ok(!said(scan).some((one) => one.endsWith('Gateway/infra/far')));
  });

  it('asks for the Services of other namespaces by name where it has no list of them', async () => {
    const route = httpRoute('web', { name: 'api', namespace: 'back' });
    const objects = [...well, ...within('shop', [...web, route]), gateway('front')];
    const one = await scanned({ objects, absent: [] }, 'shop');
    assert.ok(one.cluster.reads.includes('get services in back api'));
    const all = await scanned({ objects, absent: [] });
    assert.ok(!all.cluster.reads.some((read) => read.startsWith('get services')));
    for (const { scan } of [one, all]) assert.ok(said(scan).includes('gateway/backend-missing HTTPRoute/shop/web'));
  });

  it('does not take a namespace that is not there for a healthy one', async () => {
    const { scan } = await scanned({ objects: [...well, namespaceObject('shop')] }, 'shpo');
    assert.equal(scan.verdict, 'unknown');
    assert.equal(scan.error?.code, 'not_found');
    assert.equal(scan.error.headline, 'No namespace shpo.');
    assert.equal(scan.error.brief, 'No namespace shpo.');
  });

  it('finds an empty namespace healthy', async () => {
    const { scan } = await scanned({ objects: [...well, namespaceObject('empty')] }, 'empty');
    assert.equal(scan.verdict, 'healthy');
  });
});

describe('a scan without permission for all', () => {
  const world = (byNamespaceOnly: readonly string[], forbidden: readonly string[] = []): ScannedWorld => ({
    objects: [...well, ...within('a', broken), ...within('b', web)],
    byNamespaceOnly,
    forbidden,
  });

  it('reads by namespace what may not be listed everywhere, and misses nothing', async () => {
    const { scan, cluster } = await scanned(world(['pods', 'services']));
    assert.deepEqual(said(scan), ['service/selector-matches-nothing Service/a/web']);
    assert.ok(cluster.reads.includes('list pods in a'));
    // Who runs the ingress controllers is a question to all pods, and that one stays open.
    assert.deepEqual(scan.still, [{ rule: 'ingress/controller-not-ready', without: ['pods in all namespaces'] }]);
  });

  it('says which namespaces it could not read, and which rules kept still', async () => {
    const { scan } = await scanned(world(['pods'], ['pods in b', 'pods in kube-system']));
    assert.deepEqual(said(scan), ['service/selector-matches-nothing Service/a/web']);
    const gap = scan.gaps.find(({ wanted }) => wanted === 'pods in namespaces other than a');
    assert.match(gap?.hint ?? '', /needs list on pods in all namespaces; not judged without it: .*pod\/node-lost/);
    assert.ok(scan.ran.includes('service/selector-matches-nothing'));
  });

  it('names the namespaces that alone could be looked at, and none where some kinds are read in all or nothing is kept from it', async () => {
    const listed = ['pods', 'services', 'deployments.apps', 'events'];
    const refused = listed.flatMap((kind) => ['b', 'kube-system'].map((place) => `${kind} in ${place}`));
    const objects = [...well, ...within('a', broken), ...within('b', web), ...within('c', web)];
    const all = { objects, byNamespaceOnly: [...listed, 'endpointslices.discovery.k8s.io', 'services'] };
    const slices = ['b', 'kube-system'].map((place) => `endpointslices.discovery.k8s.io in ${place}`);
    assert.deepEqual((await scanned({ ...all, forbidden: [...refused, ...slices] })).scan.only, ['a', 'c']);
    assert.equal((await scanned({ ...all, byNamespaceOnly: ['pods'], forbidden: refused })).scan.only, undefined);
    assert.equal((await scanned(all)).scan.only, undefined);
    assert.equal((await scanned({ ...all, forbidden: refused }, 'a')).scan.only, undefined);
  });

  it('asks only the context’s own namespace where it may not list namespaces', async () => {
    const { scan, cluster } = await scanned(world(['pods'], ['namespaces']));
    assert.deepEqual(
      cluster.reads.filter((read) => read.startsWith('list pods in')),
      ['list pods in default'],
    );
    assert.ok(scan.gaps.some(({ wanted }) => wanted === 'pods in namespaces other than default'));
  });

  it('asks at most 120 times by namespace, and says how many it left out', async () => {
    const names = Array.from({ length: 130 }, (_, index) => `team-${index}`);
    const objects = [...well, ...names.map((name) => namespaceObject(name))];
    const { scan, cluster } = await scanned({ objects, byNamespaceOnly: ['pods', 'services'] });
    assert.equal(cluster.reads.filter((read) => /^list (pods|services) in /.test(read)).length, 120);
    const gap = scan.gaps.find(({ wanted }) => wanted.startsWith('services in namespaces other than'));
    assert.match(gap?.hint ?? '', /71 namespaces were left out/);
  });

  it('is no clean bill: nothing found and something not read is unknown', async () => {
    const { scan } = await scanned(
      { objects: [...well, ...within('b', web)], forbidden: ['deployments.apps', 'deployments.apps in b'] },
      'b',
    );
    assert.deepEqual(scan.findings, []);
    assert.equal(scan.verdict, 'unknown');
    assert.deepEqual(
      scan.still.map(({ rule }) => rule.split('/')[0]),
      [...Array.from({ length: 6 }, () => 'rollout'), 'workload'],
    );
  });

  it('is an error where nothing at all may be read', async () => {
    const forbidden = listNeeds(allRules).map(({ kind }) => resourceName(kind));
    const { scan } = await scanned({ objects: [], forbidden, absent: [] }, 'shop');
    assert.equal(scan.error?.code, 'forbidden');
    assert.match(scan.error.headline, /^Not allowed: /);
    assert.equal(scan.error.brief, 'the server refused');
    assert.deepEqual(scan.looked, []);
  });
});

describe('what a scan asks for by name', () => {
  const many = Array.from({ length: 60 }, (_, index) => {
    const spec = { tls: [{ hosts: ['shop.example'], secretName: `tls-${index}` }] };
    return ingress(`web-${index}`, 'web', { spec, path: `/${index}`, address: '192.0.2.1' });
  });

  it('is bounded, and what was left out is counted', async () => {
    const secrets = many.map((_, index) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: `tls-${index}` } }));
    const objects = [...well, ingressClass('nginx'), ...within('shop', [...web, ...many, ...secrets])];
    const { scan, cluster } = await scanned({ objects });
    assert.equal(cluster.reads.filter((read) => read.startsWith('get secrets')).length, 50);
    assert.equal(scan.findings.filter(({ rule }) => rule === 'ingress/tls-secret-invalid').length, 50);
    const gap = scan.gaps.find(({ wanted }) => wanted.startsWith('10 secrets ('));
    assert.match(gap?.hint ?? '', /at most 50 objects by name/);
  });

  it('is not asked for where the list says that it is not there', async () => {
    const objects = [...well, ingressClass('nginx'), ...within('shop', [...web, ...many.slice(0, 4)])];
    const { scan, cluster } = await scanned({ objects });
    assert.deepEqual(
      cluster.reads.filter((read) => read.startsWith('get secrets')),
      [],
    );
    assert.equal(scan.findings.filter(({ rule }) => rule === 'ingress/tls-secret-missing').length, 4);
  });

  it('is one gap where it is refused, and no finding', async () => {
    const objects = [...well, ingressClass('nginx'), ...within('shop', [...web, ...many.slice(0, 4)])];
    const { scan } = await scanned({ objects, forbidden: ['secrets', 'secrets in shop'] });
    assert.deepEqual(scan.findings, []);
    assert.deepEqual(
      scan.gaps.map(({ wanted, because }) => `${wanted} ${because}`),
      ['4 secrets (shop/tls-0, shop/tls-1, shop/tls-2, …) forbidden'],
    );
    assert.equal(scan.verdict, 'unknown');
  });

  it('tells with the warning of its event why a Service waits for an address', async () => {
    const waiting = service('edge', { type: 'LoadBalancer', selector: { app: 'web' } });
    const why = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'edge.1', namespace: 'shop' },
      involvedObject: { kind: 'Service', namespace: 'shop', name: 'edge' },
      type: 'Warning',
      reason: 'SyncLoadBalancerFailed',
      message: 'quota exceeded',
    };
    const { scan } = await scanned({ objects: [...well, ...within('shop', [...web, waiting]), why] });
    const pending = scan.findings.find(({ rule }) => rule === 'service/load-balancer-pending');
    assert.match(pending?.message ?? '', /SyncLoadBalancerFailed: quota exceeded/);
  });
});

describe('the order of a scan', () => {
  it('puts what a finding explains right after it, and never a critical one under a warning', async () => {
    const status = { conditions: [failing], replicas: 1, updatedReplicas: 1, availableReplicas: 0 };
    const stuck = { ...workload('Deployment', 'web', 1), status };
    const labels = { app: 'web', 'pod-template-hash': '5c8f6' };
    const owner = 'ReplicaSet/web-5c8f6';
    const sick = pod('web-5c8f6-1', { ready: false, waiting: 'CrashLoopBackOff', owner, labels });
    const objects = [...well, ...within('shop', [stuck, sick])];
    const { scan } = await scanned({ objects });
    const rules = scan.findings.map(({ rule, explainedBy }) => `${rule} ${explainedBy ?? ''}`);
    assert.deepEqual(rules.slice(0, 2), ['container/application-error ', 'rollout/deadline-exceeded 0']);
    for (const { explainedBy, severity } of scan.findings) {
      const cause = explainedBy === undefined ? undefined : scan.findings[explainedBy];
      if (cause !== undefined) assert.ok(rank(cause.severity) <= rank(severity));
    }
  });

  const failing = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'too late' };
  const rank = (severity: string): number => ['critical', 'warning', 'info'].indexOf(severity);
});

describe('the course of a scan', () => {
  it('ends at once when it is cancelled, and says so', async () => {
    const signal = AbortSignal.abort();
    const { scan, records } = await scanned({ objects: well }, undefined, { signal });
    assert.equal(scan.error?.code, 'cancelled');
    assert.match(records[0]?.error ?? '', /^cancelled/);
  });

  it('stands in the call log with its scope, its requests and its result', async () => {
    const { records, cluster } = await scanned({ objects: [...well, ...within('shop', broken)] }, 'shop');
    assert.equal(records.length, 1);
    const { tool, surface, input, verdict, context, stats } = records[0] ?? assert.fail();
    assert.deepEqual(
      { tool, surface, input, verdict, context },
      {
        tool: 'scan',
        surface: 'tree',
        input: { namespace: 'shop' },
        verdict: 'broken',
        context: 'memory',
      },
    );
    assert.equal(stats.requests, cluster.reads.length);
    assert.equal(stats.waves, 1);
  });

  it('lets others have their turn while it judges 10,000 pods of one namespace', async () => {
    const pods = Array.from({ length: 10_000 }, (_, index) =>
      pod(`web-${index}`, { labels: { app: `app-${index % 50}` } }),
    );
    const services = Array.from({ length: 50 }, (_, index) => service(`app-${index}`));
    const running = scanned({ objects: [...well, ...within('shop', [...services, ...pods])] }, 'shop');
    let turns = 0;
    let done = false;
    void running.finally(() => (done = true));
    while (!done) {
      turns += 1;
      await setImmediate();
    }
    assert.ok((await running).scan.looked.some(({ count }) => count === 10_000));
    assert.ok(turns > 10, `${turns} turns`);
  }).timeout(60_000);
});
