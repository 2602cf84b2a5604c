import type { Kind } from '../core/kind.ts';
import type { ObjectAddress } from '../core/ports.ts';
import type { AnyRule } from '../core/rule.ts';
import type { HasMetadata } from '../kube/metadata.ts';
import { listNeeds } from './listNeeds.ts';
import type { Reader } from './reader.ts';
import type { Snapshot } from './snapshot.ts';

/** An object that a rule will look up by name, as its caller knows it. */
export interface NamedObject extends ObjectAddress {
  readonly kind: Kind<HasMetadata>;
}

/**
 * The union of what rules need and use, each read once and all at the same time: one wave. What is needed by name the caller
 * names, since only it knows which objects are in question. Never rejects but when cancelled; failed reads are the reader's gaps.
 */
export async function loadSnapshot(
  reader: Reader,
  rules: readonly AnyRule[],
  { namespace, names = [] }: { readonly namespace: string | undefined; readonly names?: readonly NamedObject[] },
): Promise<Snapshot> {
  await Promise.all([
    ...listNeeds(rules).map(({ kind, scope }) => reader.list(kind, scope === 'cluster' ? undefined : namespace)),
    ...names.map(({ kind, ...at }) => reader.get(kind, at)),
  ]);
  return reader.snapshot(namespace);
}
