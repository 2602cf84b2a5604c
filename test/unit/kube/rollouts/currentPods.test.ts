import assert from 'node:assert/strict';
import type { Pod } from '../../../../src/kube/kinds/pod.ts';
import type { ReplicaSet } from '../../../../src/kube/kinds/replicaSet.ts';
import { currentPods } from '../../../../src/kube/rollouts/currentPods.ts';

const annotations = { 'deployment.kubernetes.io/revision': '2' };
const web = { metadata: { name: 'web', namespace: 'shop', annotations }, spec: { replicas: 2 } };

function set(name: string, namespace: string): ReplicaSet {
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true };
  return { metadata: { name, namespace, annotations, ownerReferences: [owner] } };
}

function podOf(replicaSet: string, minute: string): Pod {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: replicaSet, controller: true };
  const labels = { 'pod-template-hash': replicaSet.slice(4) };
  const creationTimestamp = `2026-11-25T13:${minute}:00Z`;
  return {
    metadata: { name: `${replicaSet}-1`, namespace: 'shop', labels, creationTimestamp, ownerReferences: [owner] },
  };
}

describe('The pods that decide whether a rollout of a Deployment gets on', () => {
  const pods = [podOf('web-new', '40'), podOf('web-old', '50')];
  const names = (replicaSets: readonly ReplicaSet[] | undefined): readonly unknown[] =>
    currentPods({ kind: 'Deployment', object: web }, pods, replicaSets).map(({ metadata }) => metadata?.name);

  it('are those of the ReplicaSet of its revision, in its own namespace', () => {
    assert.deepEqual(names([set('web-old', 'test'), set('web-new', 'shop')]), ['web-new-1']);
  });

  it('are like the youngest, where the ReplicaSets may not be read', () => {
    assert.deepEqual(names(undefined), ['web-old-1']);
  });
});
