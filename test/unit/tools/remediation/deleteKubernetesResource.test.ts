import assert from 'node:assert/strict';
import type { Draft } from '../../../../src/core/draft.ts';
import { deleteKubernetesResource } from '../../../../src/tools/remediation/deleteKubernetesResource.ts';
import { deletionUndo } from '../../../../src/tools/remediation/deletionUndo.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';
import { pod, service } from '../../rules/objects.ts';

const { signal } = new AbortController();

function owned(kind: string, name: string, uid: string): { readonly ownerReferences: readonly object[] } {
  return { ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid, controller: true }] };
}

function workload(kind: string, name: string, metadata: object = {}, spec: object = {}): object {
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'shop', uid: `uid-${name}`, ...metadata }, spec };
}

function budget(allowed: number, healthy: number): object {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'cart', namespace: 'shop' },
    spec: { selector: { matchLabels: { app: 'cart' } } },
    status: { disruptionsAllowed: allowed, currentHealthy: healthy },
  };
}

const autoscaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'cart', namespace: 'shop' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' }, minReplicas: 2, maxReplicas: 6 },
};

/** Of ReplicaSet cart-5f. */
function cartPod(letter: string, options: Parameters<typeof pod>[1] = {}): object {
  return pod(`cart-5f-${letter}`, {
    labels: { app: 'cart', 'pod-template-hash': '5f' },
    ip: `10.0.0.${letter.charCodeAt(0)}`,
    metadata: { ...owned('ReplicaSet', 'cart-5f', 'uid-cart-5f') },
    ...options,
  });
}

const cart = [
  workload('Deployment', 'cart'),
  workload('ReplicaSet', 'cart-5f', owned('Deployment', 'cart', 'uid-cart'), { replicas: 2 }),
  cartPod('a'),
  cartPod('b'),
  service('cart'),
  service('other'),
];

interface Asked {
  readonly kind: string;
  readonly name: string;
  readonly propagation?: 'orphan';
}

async function plan(objects: readonly object[], asked: Asked, forbidden: readonly string[] = []): Promise<Draft> {
  const cluster = memoryCluster({ objects, forbidden });
  const draft = await deleteKubernetesResource.draft(cluster, { namespace: 'shop', ...asked }, signal);
  assert.ok('steps' in draft);
  return draft;
}

describe('The plan of delete_kubernetes_resource', () => {
  it('names the budget, the Services and the autoscaler of a workload that goes with its pods', async () => {
    const { blastRadius, warnings } = await plan([...cart, budget(1, 2), autoscaler], {
      kind: 'Deployment',
      name: 'cart',
    });
    assert.deepEqual(blastRadius, {
      podsAdded: 0,
      podsRemoved: 2,
      disruptionBudget: 'cart allows 1 of 2 healthy',
      autoscaler: 'HorizontalPodAutoscaler cart (2 to 6)',
      quota: null,
      services: ['Service cart (2 ready now, 0 at worst)'],
      dependents: ['1 ReplicaSet', '2 Pods'],
      managedBy: null,
    });
    assert.deepEqual(warnings, [
      'Service cart is left without a ready endpoint.',
      'PodDisruptionBudget cart allows 1 disruption and this takes 2 ready pods: a deletion is not held back by it, as an eviction (restart_pod) is.',
      'HorizontalPodAutoscaler cart is left without what it scales.',
    ]);
  });

  it('says who makes another pod, and warns only of a budget that allows no more and of a Service that is left alone', async () => {
    const asked = { kind: 'Pod', name: 'cart-5f-a' };
    const one = await plan([...cart, budget(0, 2)], asked);
    assert.equal(one.effect, 'Pod shop/cart-5f-a goes, and Deployment cart makes another');
    assert.equal(one.blastRadius.podsAdded, 1);
    assert.deepEqual(one.blastRadius.services, ['Service cart (2 ready now, 1 at worst)']);
    assert.deepEqual(one.warnings, [
      'PodDisruptionBudget cart allows 0 disruptions and this takes 1 ready pod: a deletion is not held back by it, as an eviction (restart_pod) is.',
    ]);
    const last = await plan([...cart.filter((object) => object !== cart[3]), budget(1, 1)], asked);
    assert.deepEqual(last.warnings, [
      'Service cart is left without a ready endpoint, until a pod that Deployment cart makes is ready.',
    ]);
    const unready = await plan([cartPod('a', { ready: false }), service('cart'), budget(0, 0)], asked);
    assert.deepEqual(unready.warnings, []);
  });

  it('does not say of a pod that has ended that another is made, nor that it counts as a failure', async () => {
    const done = pod('once-x', {
      phase: 'Succeeded',
      metadata: { ...owned('Job', 'once', 'uid-once') },
    });
    const { effect, blastRadius, warnings } = await plan([done, budget(0, 0)], { kind: 'Pod', name: 'once-x' });
    assert.equal(effect, 'Pod shop/once-x goes');
    assert.equal(blastRadius.podsAdded, 0);
    assert.deepEqual(warnings, []);
  });

  it('leaves out what may not be read, and says so in a gap', async () => {
    const { blastRadius, gaps } = await plan([...cart, budget(1, 2)], { kind: 'Deployment', name: 'cart' }, [
      'poddisruptionbudgets.policy',
      'horizontalpodautoscalers.autoscaling',
    ]);
    assert.ok(!('disruptionBudget' in blastRadius) && !('autoscaler' in blastRadius));
    assert.equal(gaps.length, 2);
  });

  it('reads no budgets where no pod goes', async () => {
    const settings = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'shop', uid: 'u' },
    };
    const { blastRadius, gaps } = await plan([settings], { kind: 'ConfigMap', name: 'settings' }, [
      'poddisruptionbudgets.policy',
    ]);
    assert.equal(blastRadius.disruptionBudget, null);
    assert.deepEqual(gaps, []);
  });

  it('names what an orphaning deletion leaves without an owner', async () => {
    const { effect, blastRadius, warnings } = await plan([...cart, autoscaler], {
      kind: 'Deployment',
      name: 'cart',
      propagation: 'orphan',
    });
    assert.equal(effect, 'Deployment shop/cart goes, and what it owns stays (1 ReplicaSet)');
    assert.equal(blastRadius.podsRemoved, 0);
    assert.deepEqual(warnings, [
      'HorizontalPodAutoscaler cart is left without what it scales.',
      'ReplicaSet cart-5f stays without an owner: nothing looks after it.',
    ]);
  });

  it('counts what an undo loses in words that can be read', async () => {
    const { undo } = await plan(cart, { kind: 'Deployment', name: 'cart' });
    assert.equal(undo.because, 'the history of what it owns is lost (1 ReplicaSet, 2 Pods)');
  });

  it('offers no undo of a pod that its controller would end at once, and one of a pod that nobody keeps', async () => {
    const kept = await plan(cart, { kind: 'Pod', name: 'cart-5f-a' });
    const because = 'Deployment cart makes its pods itself, and keeps no more of them than it wants';
    assert.deepEqual(kept.undo, { possible: false, because });
    const custom = pod('node-0', { metadata: owned('Database', 'main', 'uid-main') });
    assert.match((await plan([custom], { kind: 'Pod', name: 'node-0' })).undo.because ?? '', /^Database main makes/);
    assert.equal((await plan([pod('alone')], { kind: 'Pod', name: 'alone' })).undo.possible, true);
  });

  it('offers no undo where another of the same name is made', async () => {
    const stateful = [
      workload('StatefulSet', 'db'),
      pod('db-0', { metadata: { ...owned('StatefulSet', 'db', 'uid-db') } }),
    ];
    const one = await plan(stateful, { kind: 'Pod', name: 'db-0' });
    assert.deepEqual(one.undo, { possible: false, because: 'StatefulSet db makes another of the same name' });
    const set = await plan(cart, { kind: 'ReplicaSet', name: 'cart-5f' });
    assert.deepEqual(set.undo, { possible: false, because: 'Deployment cart makes another of the same name' });
    assert.equal(set.blastRadius.podsAdded, 2);
  });

  it('offers no undo of what a controller makes again under its name without owning it', () => {
    const undoOf = (kind: string, name: string, namespace = 'shop', apiVersion = 'v1') =>
      deletionUndo({ apiVersion, kind, namespace, name, metadata: {}, goes: [], maker: undefined, volume: undefined });
    const because = (who: string) => ({
      possible: false,
      because: `${who} makes it again at once, under the same name`,
    });
    assert.deepEqual(undoOf('ConfigMap', 'kube-root-ca.crt'), because('the controller manager'));
    assert.deepEqual(undoOf('ServiceAccount', 'default'), because('the controller manager'));
    assert.deepEqual(undoOf('Service', 'kubernetes', 'default'), because('the API server'));
    assert.equal(undoOf('Service', 'kubernetes').possible, true);
    assert.equal(undoOf('ConfigMap', 'default').possible, true);
    assert.equal(undoOf('Service', 'kubernetes', 'default', 'serving.knative.dev/v1').possible, true);
  });

  it('names the pods for which a claim stays', async () => {
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'shop', uid: 'u', finalizers: ['kubernetes.io/pvc-protection'] },
    };
    const mounting = (name: string, claimName: string, more: object = { nodeName: 'n1' }) =>
      pod(name, { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }], ...more } });
    const asked = { kind: 'PersistentVolumeClaim', name: 'data' };
    const waiting = mounting('waits', 'data', { nodeName: '' });
    const used = await plan([claim, mounting('db', 'data'), mounting('other', 'else'), waiting], asked);
    const sentence =
      'Pod db uses it: the claim stays Terminating until it is gone (finalizer kubernetes.io/pvc-protection).';
    assert.deepEqual(used.warnings, [sentence]);
    const unused = await plan([claim, waiting], asked);
    assert.deepEqual(unused.warnings, ['It stays until its finalizers are done: kubernetes.io/pvc-protection.']);
    assert.match(
      (await plan([claim], asked, ['pods'])).gaps.map(({ wanted }) => wanted).join(),
      /which of them use the claim/,
    );
  });

  it('refuses the mirror of a static pod, which its kubelet keeps', async () => {
    const mirror = pod('proxy-node-1', { metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } } });
    const cluster = memoryCluster({ objects: [mirror] });
    const asked = { namespace: 'shop', kind: 'Pod', name: 'proxy-node-1' };
    const draft = await deleteKubernetesResource.draft(cluster, asked, signal);
    assert.ok(!('steps' in draft) && draft.blockedBy === 'protected');
  });
});
