import { readFileSync } from 'node:fs';
import type { ControlPlane } from '../support/controlPlane.ts';
import { textAt } from '../unit/demo/demoClient.ts';

export const twinManifests = readFileSync(new URL('twins.yaml', import.meta.url), 'utf8');

/** What may only read, as the demo's user may. */
const readers = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reads-all }
rules:
  - { apiGroups: ['*'], resources: ['*'], verbs: [get, list, watch] }
  - { nonResourceURLs: ['*'], verbs: [get] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: reads-all }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reads-all }
subjects: [{ kind: User, name: viewer, apiGroup: rbac.authorization.k8s.io }]
`;

/** The manifests in the real cluster, once all its controllers have written what they write. */
export async function settledTwins(cluster: ControlPlane): Promise<void> {
  await cluster.kubectl(['apply', '-f', '-'], readers);
  await cluster.kubectl(['apply', '-f', '-'], twinManifests);
  const wait = (condition: string, ...what: readonly string[]): Promise<string> =>
    cluster.kubectl(['wait', '-n', 'twins', '--timeout=40s', `--for=${condition}`, ...what]);
  const observed = ['deploy/idle', 'deploy/recreated', 'sts/store', 'ds/nowhere', 'rc/old', 'pdb/half', 'pdb/one'];
  await Promise.all([
    wait('jsonpath={.status.observedGeneration}=1', ...observed),
    wait('condition=Progressing', 'deploy/idle', 'deploy/recreated'),
    wait('jsonpath={.metadata.generation}=1', 'rs', '--all'),
    wait('jsonpath={.status.used.services}=6', 'quota/share'),
    wait('condition=AbleToScale=False', 'hpa', '--all'),
    wait('condition=Suspended', 'job/held'),
    wait('condition=Established', 'crd/gadgets.twins.example.org'),
    wait('jsonpath={.status.phase}=Available', 'pv/twin-nfs', 'pv/twin-disk'),
    wait('jsonpath={.rules[1].verbs[0]}=get', 'clusterrole/twin-sum'),
    wait('create', 'event', '--field-selector=reason=WaitForFirstConsumer'),
  ]);
}

/** Is an object one of the manifests', or made from one? */
export function twins(item: unknown): boolean {
  const name = textAt(item, 'metadata', 'name');
  // Holds the authority of its cluster.
  if (name === 'kube-root-ca.crt') return false;
  return (
    textAt(item, 'metadata', 'namespace') === 'twins' || name === 'twins' || /^twin-|twins\.example\.org$/.test(name)
  );
}
