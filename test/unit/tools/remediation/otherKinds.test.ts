import assert from 'node:assert/strict';
import { isKubeError, type KubeErrorFacts } from '../../../../src/core/kubeError.ts';
import type { Cluster } from '../../../../src/core/ports.ts';
import { checkScalingCapacity } from '../../../../src/tools/remediation/checkScalingCapacity.ts';
import { deleteKubernetesResource } from '../../../../src/tools/remediation/deleteKubernetesResource.ts';
import { getDeploymentRevisionHistory } from '../../../../src/tools/remediation/getDeploymentRevisionHistory.ts';
import { monitorScalingProgress } from '../../../../src/tools/remediation/monitorScalingProgress.ts';
import { restartPod } from '../../../../src/tools/remediation/restartPod.ts';
import { rollbackDeployment } from '../../../../src/tools/remediation/rollbackDeployment.ts';
import { scaleDeployment } from '../../../../src/tools/remediation/scaleDeployment.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';
import { namespaceObject, pod, workload } from '../../rules/objects.ts';

const { signal } = new AbortController();
const at = { namespace: 'shop', name: 'db' };

const calls: Readonly<Record<string, (cluster: Cluster) => Promise<unknown>>> = {
  'restart_pod of a pod': (cluster) => restartPod.draft(cluster, at, signal),
  'restart_pod of a Deployment': (cluster) => restartPod.draft(cluster, { ...at, kind: 'Deployment' }, signal),
  scale_deployment: (cluster) => scaleDeployment.draft(cluster, { ...at, replicas: 2 }, signal),
  rollback_deployment: (cluster) => rollbackDeployment.draft(cluster, at, signal),
  delete_kubernetes_resource: (cluster) =>
    deleteKubernetesResource.draft(cluster, { ...at, kind: 'Deployment' }, signal),
  check_scaling_capacity: (cluster) => checkScalingCapacity.run(cluster, { ...at, replicas: 2 }, signal),
  'check_scaling_capacity in all namespaces': (cluster) =>
    checkScalingCapacity.run(cluster, { name: 'db', replicas: 2 }, signal),
  monitor_scaling_progress: (cluster) => monitorScalingProgress.run(cluster, at, signal),
  get_deployment_revision_history: (cluster) => getDeploymentRevisionHistory.run(cluster, at, signal),
};

async function failure(call: (cluster: Cluster) => Promise<unknown>, ...objects: object[]): Promise<KubeErrorFacts> {
  const cluster = memoryCluster({ objects: [namespaceObject('shop'), workload('Deployment', 'web', 1), ...objects] });
  const error: unknown = await call(cluster).then(
    () => undefined,
    (one: unknown) => one,
  );
  assert.ok(isKubeError(error));
  return error.facts;
}

describe('A name that another kind has', () => {
  for (const [name, call] of Object.entries(calls))
    it(`is told with that kind, and where to put it: ${name}`, async () => {
      const { headline, nearest } = await failure(call, workload('StatefulSet', 'db', 1));
      assert.match(headline ?? '', /^No (Pod|Deployment) db in .*; there is a StatefulSet db\.$/);
      assert.deepEqual(nearest, { input: 'kind', names: ['StatefulSet'] });
    });

  it('leaves the near names to be told too', async () => {
    const call = (cluster: Cluster): Promise<unknown> => restartPod.draft(cluster, { ...at, name: 'web' }, signal);
    const { hint } = await failure(call, pod('web-0'));
    assert.equal(hint, 'of that name there is: kind Deployment; nearest: web-0');
  });
});
