import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ClusterIdentity } from '../core/approval.ts';
import type { Target } from './target.ts';

/**
 * By what a cluster is known: a context that is pointed at another server, or at one of another authority, is another cluster,
 * and what was enabled or approved for the one says nothing of it.
 */
export async function clusterIdentity({ context, connection, cluster }: Target): Promise<ClusterIdentity> {
  return { context, server: connection.server, authority: await authorityOf(cluster) };
}

async function authorityOf(cluster: Target['cluster']): Promise<string> {
  const data = cluster['certificate-authority-data'];
  const file = cluster['certificate-authority'];
  const skips = cluster['insecure-skip-tls-verify'] === true ? 'unverified ' : '';
  if (data !== undefined) return skips + hash(Buffer.from(data, 'base64'));
  if (file === undefined) return skips.trim();
  // A file that cannot be read fails the connection, with words of its own
  return skips + hash(await readFile(file).catch(() => Buffer.alloc(0)));
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
