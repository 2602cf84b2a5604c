import type { PersistentVolumeClaim } from '../kinds/persistentVolumeClaim.ts';
import type { Pod } from '../kinds/pod.ts';
import type { SchedulingStorage } from './schedulingCluster.ts';

/** A claim that a pod's volume names; an ephemeral volume's claim is called `POD-VOLUME`. */
export interface PodClaim {
  readonly name: string;
  readonly ephemeral: boolean;
  /** Undefined where there is none. */
  readonly claim: PersistentVolumeClaim | undefined;
}

export function podClaims({ metadata, spec }: Pod, { claims }: SchedulingStorage): readonly PodClaim[] {
  return (spec?.volumes ?? []).flatMap(({ name: volume = '', persistentVolumeClaim, ephemeral }) => {
    const isEphemeral = persistentVolumeClaim === undefined && ephemeral !== undefined;
    if (persistentVolumeClaim === undefined && !isEphemeral) return [];
    const name = persistentVolumeClaim?.claimName ?? `${metadata?.name ?? ''}-${volume}`;
    const claim = byName(claims).get(keyOf(metadata?.namespace, name));
    return [{ name, ephemeral: isEphemeral, claim }];
  });
}

const indexes = new WeakMap<readonly PersistentVolumeClaim[], ReadonlyMap<string, PersistentVolumeClaim>>();

/** Each pod of a node may be asked for its claims. */
function byName(claims: readonly PersistentVolumeClaim[]): ReadonlyMap<string, PersistentVolumeClaim> {
  const known = indexes.get(claims);
  if (known !== undefined) return known;
  const index = new Map(
    claims.map((claim) => [keyOf(claim.metadata?.namespace, claim.metadata?.name ?? ''), claim] as const),
  );
  indexes.set(claims, index);
  return index;
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/** Bound in both directions, as the volume controller leaves it. */
export function isBound({ metadata, spec }: PersistentVolumeClaim): boolean {
  return (spec?.volumeName ?? '') !== '' && Object.hasOwn(metadata?.annotations ?? {}, bindCompleted);
}

export const bindCompleted = 'pv.kubernetes.io/bind-completed';

/** The elder annotation goes before the field. Source: GetPersistentVolumeClaimClass in component-helpers/storage/volume. */
export function classOf({ metadata, spec }: PersistentVolumeClaim): string {
  return metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? '';
}

/** Bound when the first pod that uses it is placed. */
export function waitsForConsumer(claim: PersistentVolumeClaim, { classes }: SchedulingStorage): boolean {
  const name = classOf(claim);
  return classes.some((one) => one.metadata?.name === name && one.volumeBindingMode === 'WaitForFirstConsumer');
}
