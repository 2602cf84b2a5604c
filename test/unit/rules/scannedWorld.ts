import type { CallRecord } from '../../../src/core/engine.ts';
import { resourceName } from '../../../src/core/kind.ts';
import { KubeError } from '../../../src/core/kubeError.ts';
import type { AnyRule } from '../../../src/core/rule.ts';
import type { Scan, ScanOptions } from '../../../src/core/scan.ts';
import { allRules } from '../../../src/rules/allRules.ts';
import { runScan } from '../../../src/rules/scan/runScan.ts';
import { systemClock } from '../../../src/systemClock.ts';
import { memoryCluster, type MemoryCluster, type MemoryWorld } from '../../support/memoryCluster.ts';
import { clusterDns, inNamespace, namespaceObject, node, pod } from './objects.ts';

export interface Scanned {
  readonly scan: Scan;
  readonly cluster: MemoryCluster;
  readonly records: readonly CallRecord[];
}

export interface ScannedWorld extends MemoryWorld {
  /** What may be listed by namespace only. */
  readonly byNamespaceOnly?: readonly string[];
  /** Absent: every rule that there is. */
  readonly rules?: readonly AnyRule[];
}

/** A whole scan of a world in memory. */
export async function scanned(world: ScannedWorld, namespace?: string, options: ScanOptions = {}): Promise<Scanned> {
  const cluster = refusingAll(memoryCluster(world), world.byNamespaceOnly ?? []);
  const records: CallRecord[] = [];
  const clusters = {
    open: () => Promise.resolve(cluster),
    contexts: () => Promise.resolve([]),
    dispose: () => undefined,
  };
  const scan = await runScan(
    {
      rules: world.rules ?? allRules,
      clusters: () => Promise.resolve(clusters),
      clock: systemClock,
      limits: { connect: 300, idle: 300, call: 5000, login: 300 },
      activeContext: () => undefined,
      record: (record) => records.push(record),
    },
    namespace === undefined ? {} : { namespace },
    options,
  );
  return { scan, cluster, records };
}

function refusingAll(cluster: MemoryCluster, resources: readonly string[]): MemoryCluster {
  const refusing: MemoryCluster = {
    ...cluster,
    list: async (kind, query, signal) => {
      const resource = resourceName(kind);
      if (query.namespace !== undefined || !resources.includes(resource)) return cluster.list(kind, query, signal);
      const hint = `needs list on ${resource} in all namespaces`;
      throw new KubeError({ code: 'forbidden', operation: 'list', resource, status: 403, detail: 'refused', hint });
    },
    observed: (by) => refusingAll({ ...cluster.observed(by), reads: cluster.reads }, resources),
  };
  return resources.length === 0 ? cluster : refusing;
}

const dnsPod = pod('coredns-0', {
  labels: { 'k8s-app': 'kube-dns' },
  ip: '10.0.9.1',
  owner: 'ReplicaSet/coredns-5c8f6',
});
/** A cluster that is well, and has nothing of its users. */
export const well = [
  node('node-1'),
  ...clusterDns(true),
  namespaceObject('kube-system'),
  inNamespace('kube-system', dnsPod),
];
export const within = (namespace: string, objects: readonly object[]): readonly object[] => [
  namespaceObject(namespace),
  ...objects.map((one) => inNamespace(namespace, one)),
];
