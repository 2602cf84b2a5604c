import assert from 'node:assert/strict';
import type { Finding } from '../../../src/core/finding.ts';
import { defineRule, list, type AnyRule } from '../../../src/core/rule.ts';
import { deployment } from '../../../src/kube/kinds/deployment.ts';
import { gateway } from '../../../src/kube/kinds/gateway.ts';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { service } from '../../../src/kube/kinds/service.ts';
import { allRules } from '../../../src/rules/allRules.ts';
import { judge, mergeGaps } from '../../../src/rules/judge.ts';
import { loadSnapshot } from '../../../src/rules/loadSnapshot.ts';
import { rank } from '../../../src/rules/rank.ts';
import { createReader } from '../../../src/rules/reader.ts';
import { noReadyEndpoints } from '../../../src/rules/service/noReadyEndpoints.ts';
import { selectorMatchesNothing } from '../../../src/rules/service/selectorMatchesNothing.ts';
import { memoryCluster, type MemoryWorld } from '../../support/memoryCluster.ts';
import { pod as podObject, service as serviceObject, workload } from './objects.ts';
import { judged } from './ruleTable.ts';

const signal = new AbortController().signal;

function read(world: MemoryWorld) {
  const cluster = memoryCluster(world);
  return { cluster, reader: createReader(cluster, signal) };
}

describe('loading what rules need', () => {
  it('reads each list once, however many rules want it', async () => {
    const { cluster, reader } = read({ objects: [serviceObject('api')] });
    await loadSnapshot(reader, [selectorMatchesNothing, noReadyEndpoints], { namespace: 'shop' });
    assert.deepEqual([...cluster.reads].sort(), [
      'list deployments.apps in shop',
      'list pods in shop',
      'list services in shop',
      'list statefulsets.apps in shop',
    ]);
  });

  it('serves a namespace from the list of all', async () => {
    const { cluster, reader } = read({ objects: [serviceObject('api')] });
    await Promise.all([reader.list(service, undefined), reader.list(service, 'shop'), reader.list(service, 'other')]);
    assert.deepEqual(cluster.reads, ['list services']);
    assert.deepEqual(await reader.list(service, 'other'), { state: 'read', value: [] });
  });

  it('takes a kind that is not served for known and empty, without a gap', async () => {
    const { reader } = read({ objects: [] });
    assert.deepEqual(await reader.list(gateway, undefined), { state: 'read', value: [] });
    assert.deepEqual(reader.gaps(), []);
  });

  it('makes one gap of a refusal, and stops when cancelled', async () => {
    const { reader } = read({ objects: [], forbidden: ['pods in shop'] });
    await reader.list(pod, 'shop');
    await reader.list(pod, 'shop');
    assert.deepEqual(
      reader.gaps().map(({ wanted, because }) => [wanted, because]),
      [['pods in shop', 'forbidden']],
    );
    assert.ok(reader.failure());
    const cancelled = createReader(memoryCluster({ objects: [] }), AbortSignal.abort());
    await assert.rejects(cancelled.list(pod, 'shop'));
  });
});

describe('judging', () => {
  it('keeps a rule still whose needs were not read, and names it in the gap', async () => {
    const { findings, gaps } = await judged(selectorMatchesNothing, {
      objects: [serviceObject('api')],
      forbidden: ['pods in shop'],
    });
    assert.deepEqual(findings, []);
    assert.equal(gaps.length, 1);
    assert.match(
      gaps[0]?.hint ?? '',
      /needs list on pods in shop; not judged without it: service\/selector-matches-nothing/,
    );
  });

  it('is less sure without what a rule uses', async () => {
    const { findings } = await judged(selectorMatchesNothing, {
      objects: [serviceObject('api')],
      forbidden: ['deployments.apps in shop', 'statefulsets.apps in shop'],
    });
    assert.equal(findings[0]?.confidence, 0.49);
  });

  it('makes a gap of a rule that throws and runs the others', async () => {
    const throwing = defineRule({
      id: 'service/always-throws',
      stage: 'route',
      severity: 'critical',
      speaks: '',
      silent: '',
      needs: { services: list(service) },
      uses: {},
      judge(): never {
        throw new Error('no such luck');
      },
    });
    const { reader } = read({ objects: [serviceObject('api')] });
    const rules = [throwing, selectorMatchesNothing];
    const { findings, gaps } = await judge(rules, await loadSnapshot(reader, rules, { namespace: 'shop' }));
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['service/selector-matches-nothing'],
    );
    assert.deepEqual(gaps, [
      { wanted: 'rule service/always-throws', because: 'unsupported', hint: 'the rule failed: no such luck' },
    ]);
  });

  it('keeps the findings that the caller asks about', async () => {
    const { reader } = read({ objects: [serviceObject('api'), serviceObject('web')] });
    const snapshot = await loadSnapshot(reader, [selectorMatchesNothing], { namespace: 'shop' });
    const { findings } = await judge([selectorMatchesNothing], snapshot, ({ name }) => name === 'web');
    assert.deepEqual(
      findings.map(({ object }) => object.name),
      ['web'],
    );
  });

  it('merges gaps by what was wanted, the later words winning', () => {
    const gap = { wanted: 'pods in shop', because: 'forbidden', hint: 'short' } as const;
    assert.deepEqual(mergeGaps([gap], [{ ...gap, hint: 'longer' }]), [{ ...gap, hint: 'longer' }]);
  });

  it('judges a world of absurd objects without a throw', async () => {
    const absurd = [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'a', namespace: 'shop' },
        spec: { selector: 7, ports: [null, { port: 'x' }] },
      },
      { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'shop', labels: [] }, status: 'gone' },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { namespace: 'shop' },
        spec: { rules: [{ http: { paths: [{}] } }], tls: [{}] },
      },
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: {},
        spec: { parentRefs: [{}], rules: [{ backendRefs: [{}], matches: [{}] }] },
      },
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        metadata: {},
        spec: { listeners: [{}, {}] },
        status: { listeners: [{}] },
      },
      workload('Deployment', 'a', 1),
      podObject('a-1'),
    ];
    const cluster = memoryCluster({ objects: absurd, absent: [] });
    const reader = createReader(cluster, signal);
    const { gaps } = await judge(allRules, await loadSnapshot(reader, allRules, { namespace: undefined }));
    assert.deepEqual(gaps, []);
  });
});

describe('ranking', () => {
  const make = (id: string, more: Partial<AnyRule> = {}): AnyRule => ({
    id,
    stage: 'endpoints',
    severity: 'critical',
    speaks: '',
    silent: '',
    needs: { deployments: list(deployment) },
    uses: {},
    judge: () => [],
    ...more,
  });
  const finding = (rule: string, name: string, severity: Finding['severity'] = 'critical'): Finding => ({
    rule,
    severity,
    object: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name },
    message: '',
    evidence: [],
    remedy: '',
  });

  it('puts a cause ahead of what it explains, even when it is less severe', () => {
    const cause = make('a/cause', { explains: ['a/effect'], stage: 'reachability' });
    const ranked = rank([
      { rule: make('a/effect'), finding: finding('a/effect', 'x') },
      { rule: cause, finding: finding('a/cause', 'x', 'warning') },
    ]);
    assert.deepEqual(
      ranked.map(({ rule }) => rule),
      ['a/cause', 'a/effect'],
    );
  });

  it('does not let a cause on another object explain anything', () => {
    const cause = make('a/cause', { explains: ['a/effect'], stage: 'reachability' });
    const ranked = rank([
      { rule: cause, finding: finding('a/cause', 'y', 'warning') },
      { rule: make('a/effect'), finding: finding('a/effect', 'x') },
    ]);
    assert.deepEqual(
      ranked.map(({ rule }) => rule),
      ['a/effect', 'a/cause'],
    );
  });

  it('puts symptoms last, then goes by severity, stage and name', () => {
    const ranked = rank([
      { rule: make('a/symptom', { symptom: true }), finding: finding('a/symptom', 'a') },
      { rule: make('a/late', { stage: 'route' }), finding: finding('a/late', 'a') },
      { rule: make('a/mild'), finding: finding('a/mild', 'a', 'info') },
      { rule: make('a/early', { stage: 'image' }), finding: finding('a/early', 'b') },
      { rule: make('a/early', { stage: 'image' }), finding: finding('a/early', 'a') },
    ]);
    assert.deepEqual(
      ranked.map(({ rule, object }) => `${rule} ${object.name}`),
      ['a/early a', 'a/early b', 'a/late a', 'a/mild a', 'a/symptom a'],
    );
  });

  it('survives rules that explain each other', () => {
    const one = make('a/one', { explains: ['a/two'] });
    const two = make('a/two', { explains: ['a/one'] });
    const ranked = rank([
      { rule: one, finding: finding('a/one', 'x') },
      { rule: two, finding: finding('a/two', 'x') },
    ]);
    assert.equal(ranked.length, 2);
  });
});

describe('the list of all rules', () => {
  it('has every id once, in the form of the contract', () => {
    const ids = allRules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z][a-z-]*\/[a-z][a-z-]*$/);
  });

  it('says of each when it speaks and when it is silent', () => {
    for (const { id, speaks, silent } of allRules) assert.ok(speaks.length > 10 && silent.length > 10, id);
  });

  it('explains only rules that there are', () => {
    const ids = new Set(allRules.map(({ id }) => id));
    for (const { explains = [] } of allRules) for (const id of explains) assert.ok(ids.has(id), id);
  });
});
