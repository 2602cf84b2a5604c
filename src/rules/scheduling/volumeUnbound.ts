import type { Evidence } from '../../core/finding.ts';
import { persistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';
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
    const [field] = classField(met);
    return field === undefined
      ? 'See the events of the claim: a provisioner that fails, or no volume of its size and access mode.'
      : `Make StorageClass ${String(field.value)}, or a volume of that class. A claim’s class cannot be changed: to take another, delete the claim and let it be made again, of a StatefulSet after its volumeClaimTemplates.`;
  },
});

/** Of the claim that holds the pod back, where it names a class that is not there. */
function classField(met: Met): readonly Evidence[] {
  const { claims = [], classes } = met.world;
  const name = met.placement?.verdict.held?.claim?.name;
  const claim = claims.find(
    ({ metadata }) => metadata?.name === name && metadata?.namespace === met.pod.metadata?.namespace,
  );
  const className = claim?.spec?.storageClassName ?? '';
  if (claim === undefined || classes === undefined || className === '') return [];
  if (classes.some(({ metadata }) => metadata?.name === className)) return [];
  return [{ object: refOf(persistentVolumeClaim, claim), path: 'spec.storageClassName', value: className }];
}
