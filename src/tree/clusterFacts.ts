import type { Kind } from '../core/kind.ts';
import { isKubeError } from '../core/kubeError.ts';
import type { Cluster } from '../core/ports.ts';
import { isVersion } from '../kube/isVersion.ts';
import { node } from '../kube/kinds/node.ts';

export interface ClusterFacts {
  /** `v1.36`; empty where it may not be read. */
  readonly version: string;
  readonly nodes: number | undefined;
}

/** Counts without keeping: one node in the answer, the rest as a number. */
const countedNode: Kind<null> = { ...node, listAs: 'metadata', project: () => null };

export async function clusterFacts(cluster: Cluster, signal: AbortSignal): Promise<ClusterFacts> {
  const [version, nodes] = await Promise.all([
    orUndefined(cluster.raw('/version', { keepSeconds: 600, json: isVersion }, signal)),
    orUndefined(cluster.list(countedNode, { limit: 1 }, signal)),
  ]);
  return {
    version: version === undefined ? '' : shortVersion(version.json?.gitVersion),
    nodes: nodes === undefined ? undefined : nodes.items.length + (nodes.remaining ?? 0),
  };
}

/** A fact that cannot be read is left out: it decides nothing. */
async function orUndefined<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isKubeError(error)) return undefined;
    throw error;
  }
}

/** `v1.36.3+k3s1` → `v1.36`. */
function shortVersion(gitVersion: unknown): string {
  const version = typeof gitVersion === 'string' ? gitVersion : '';
  return /^v\d+\.\d+/.exec(version)?.[0] ?? version;
}
