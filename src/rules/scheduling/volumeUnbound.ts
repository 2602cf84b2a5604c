import type { Evidence } from '../../core/finding.ts';
import { persistentVolumeClaim, type PersistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';
import { refOf } from '../../kube/metadata.ts';
import { placementRule, type Met } from './placementRule.ts';
import { unboundFields } from './volumeFields.ts';

export const volumeUnbound = placementRule({
  id: 'scheduling/volume-unbound',
  what: 'A claim of the pod has no volume',
  speaks:
    'A pod waits for a node because of a claim that is not bound, is lost or being deleted, or for which no volume can be had on any node.',
  silent:
    'Claims of a class with WaitForFirstConsumer, which are bound when the pod is placed; a claim that does not exist, which is a reference that leads nowhere.',
  evidence: (met) => [...unboundFields(met), ...classField(met)],
  remedy: (met) => {
    const held = heldClaim(met);
    if (held?.metadata?.deletionTimestamp !== undefined)
      return `See what keeps claim ${held.metadata.name ?? ''}, a pod that still uses it or a finalizer; once it is gone, make it again: a StatefulSet makes its own.`;
    const [field] = classField(met);
    return field === undefined
      ? 'See the events of the claim: a provisioner that fails, or no volume of its size and access mode.'
      : `Make StorageClass ${String(field.value)}, or a volume of that class. A claim’s class cannot be changed: to take another, delete the claim and let it be made again, of a StatefulSet after its volumeClaimTemplates.`;
  },
});

/** The claim that holds the pod back. */
function heldClaim(met: Met): PersistentVolumeClaim | undefined {
  const name = met.placement?.verdict.held?.claim?.name;
  return met.world.claims?.find(
    ({ metadata }) => metadata?.name === name && metadata?.namespace === met.pod.metadata?.namespace,
  );
}

/** Where that names a class that is not there. */
function classField(met: Met): readonly Evidence[] {
  const { classes } = met.world;
  const claim = heldClaim(met);
  const className = claim?.spec?.storageClassName ?? '';
  if (claim === undefined || classes === undefined || className === '') return [];
  if (classes.some(({ metadata }) => metadata?.name === className)) return [];
  return [{ object: refOf(persistentVolumeClaim, claim), path: 'spec.storageClassName', value: className }];
}
