import type { Gap } from '../../core/gap.ts';
import type { Cluster } from '../../core/ports.ts';
import { node } from '../../kube/kinds/node.ts';
import { kubeletSkew } from '../../kube/versionSkew.ts';
import { gapUnlessDeciding } from './serverHealth.ts';

export interface Kubelets {
  /** Newest first. */
  readonly versions: readonly { readonly version: string; readonly nodes: number }[];
  readonly gaps: readonly Gap[];
}

export async function readKubelets(cluster: Cluster, signal: AbortSignal): Promise<Kubelets> {
  try {
    const { items } = await cluster.list(node, {}, signal);
    const counts = new Map<string, number>();
    for (const { status } of items) {
      const version = status?.nodeInfo?.kubeletVersion ?? '';
      if (version !== '') counts.set(version, (counts.get(version) ?? 0) + 1);
    }
    const versions = [...counts].map(([version, nodes]) => ({ version, nodes }));
    versions.sort((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }));
    return { versions, gaps: [] };
  } catch (error) {
    return { versions: [], gaps: [gapUnlessDeciding(error, 'nodes (versions of their kubelets)')] };
  }
}

/** In words, for every version that the skew policy does not allow beside this server. */
export function skewNotes(server: string | undefined, { versions }: Kubelets): readonly string[] {
  if (server === undefined) return [];
  return versions.flatMap(({ version, nodes }) => {
    const note = kubeletSkew(server, version);
    return note === undefined ? [] : [`${nodes} ${nodes === 1 ? 'node' : 'nodes'}: ${note}`];
  });
}
