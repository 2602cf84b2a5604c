import type { Outcome } from '../../../../src/core/outcome.ts';
import { traceServiceChain } from '../../../../src/tools/tracing/traceServiceChain.ts';
import type { ChainData, Hop } from '../../../../src/tools/tracing/chain/chainData.ts';
import { memoryCluster, type MemoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import {
  clusterDns,
  endpoint,
  ingress,
  ingressClass,
  namespaceObject,
  node,
  pod,
  service,
  slice,
  workload,
} from '../../rules/objects.ts';

export type ChainInput = Parameters<typeof traceServiceChain.run>[1];

/** Deployment, Service and Ingress of one small application that works. */
export const healthy: readonly object[] = [
  namespaceObject('shop'),
  ...clusterDns(true, true),
  node('node-1'),
  ingressClass('nginx'),
  ingress('shop', 'api', { address: '203.0.113.7' }),
  service('api'),
  workload('Deployment', 'api', 1),
  pod('api-5c8f6-a', { labels: { app: 'api', 'pod-template-hash': '5c8f6' }, owner: 'ReplicaSet/api-5c8f6' }),
  slice('api', [endpoint('api-5c8f6-a')]),
];

/** The healthy world with objects of the same kind, namespace and name put in the place of its own. */
export function changed(...objects: readonly object[]): readonly object[] {
  const replaced = new Set(objects.map(keyOf));
  return [...healthy.filter((one) => !replaced.has(keyOf(one))), ...objects];
}

export function without(...names: readonly string[]): readonly object[] {
  return healthy.filter((one) => !names.includes(keyOf(one)));
}

function keyOf(one: object): string {
  const { kind, metadata } = one as { kind: string; metadata: { namespace?: string; name: string } };
  return [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join('/');
}

export interface Traced extends Outcome<ChainData> {
  readonly cluster: MemoryCluster;
}

export async function trace(
  objects: readonly object[],
  input: ChainInput,
  world: Omit<MemoryWorld, 'objects'> = {},
): Promise<Traced> {
  const cluster = memoryCluster({ objects, ...world });
  return { ...(await traceServiceChain.run(cluster, input, new AbortController().signal)), cluster };
}

/** `ingress ok`, `service broken` … */
export function states(data: ChainData): readonly string[] {
  return data.hops.map(({ hop, state }) => `${hop} ${state}`);
}

export function hop(data: ChainData, name: Hop['hop']): Hop | undefined {
  return data.hops.find((one) => one.hop === name);
}
