import assert from 'node:assert/strict';
import { node as nodeKind } from '../../../../src/kube/kinds/node.ts';
import { pod as podKind } from '../../../../src/kube/kinds/pod.ts';
import { placedNodes } from '../../../../src/kube/scheduling/placedNode.ts';
import { setApart } from '../../../../src/kube/scheduling/setApart.ts';

/** `name key key …`: a node with these taints, and the label pool with the beginning of its name. */
function apart(nodes: readonly string[], spec: object = {}): readonly string[] {
  const made = nodes.map((text) => {
    const [name = '', ...keys] = text.split(' ');
    const metadata = { name, labels: { pool: name.split('-')[0] } };
    return nodeKind.project({ metadata, spec: { taints: keys.map((key) => ({ key, effect: 'NoSchedule' })) } });
  });
  const cluster = { nodes: placedNodes(made, []), namespaces: undefined, storage: undefined };
  return [...setApart(podKind.project({ metadata: { name: 'web' }, spec }), cluster)];
}

const controlPlane = 'node-role.kubernetes.io/control-plane';

describe('Nodes that are not meant for a pod', () => {
  it('are those of the control plane', () => {
    assert.deepEqual(apart([`cp-1 ${controlPlane}`, 'work-1']), ['cp-1']);
  });

  it('are the few that are kept for others, and not all of them', () => {
    assert.deepEqual(apart(['work-1', 'work-2', 'gpu-1 dedicated']), ['gpu-1']);
    assert.deepEqual(apart([`cp-1 ${controlPlane}`, 'work-1 dedicated', 'work-2 dedicated']), ['cp-1']);
    assert.deepEqual(apart([`cp-1 ${controlPlane}`]), []);
  });

  it('are none that something is the matter with', () => {
    assert.deepEqual(apart(['work-1', 'work-2 node.kubernetes.io/not-ready']), []);
  });

  it('are none that the pod tolerates', () => {
    assert.deepEqual(
      apart(['work-1', 'gpu-1 dedicated'], { tolerations: [{ key: 'dedicated', operator: 'Exists' }] }),
      [],
    );
  });

  it('are all that its selector leaves out: what keeps it off the others counts', () => {
    assert.deepEqual(apart(['work-1', 'work-2', 'gpu-1 dedicated'], { nodeSelector: { pool: 'gpu' } }), [
      'work-1',
      'work-2',
    ]);
  });
});
