import type { Evidence } from '../../core/finding.ts';
import { csiNode } from '../../kube/kinds/csiNode.ts';
import { persistentVolume, type PersistentVolume } from '../../kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim, type PersistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';
import { refOf } from '../../kube/metadata.ts';
import { isBound, podClaims } from '../../kube/scheduling/podClaims.ts';
import type { Met } from './placementRule.ts';
import { podField, step } from './fields.ts';

/** Where the pod names its claims. */
export function claimFields({ pod }: Met): readonly Evidence[] {
  return (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }, index) =>
    claim === undefined
      ? []
      : [podField(pod, `spec.volumes[${index}].persistentVolumeClaim.claimName`, claim.claimName)],
  );
}

/** The claims that have no volume and their phase, or the time of the deletion of one that is going: its phase is Bound to the end. */
export function unboundFields(met: Met): readonly Evidence[] {
  const held = met.placement?.verdict.held?.claim?.name;
  const own = claimsOf(met).filter((claim) => (held === undefined ? !isBound(claim) : claim.metadata?.name === held));
  return [
    ...own.map((claim): Evidence => {
      const object = refOf(persistentVolumeClaim, claim);
      const deleted = claim.metadata?.deletionTimestamp;
      return deleted === undefined
        ? { object, path: 'status.phase', value: claim.status?.phase ?? null }
        : { object, path: 'metadata.deletionTimestamp', value: deleted };
    }),
    ...claimFields(met).filter(({ value }) => own.length === 0 || own.some(({ metadata }) => metadata?.name === value)),
  ];
}

const zones = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];

/** Where the pod's volumes are. */
export function zoneFields(met: Met): readonly Evidence[] {
  const volumes = claimsOf(met).flatMap(
    (claim) => met.world.volumes?.find(({ metadata }) => metadata?.name === claim.spec?.volumeName) ?? [],
  );
  return [...volumes.flatMap(placeFields), ...claimFields(met)];
}

function placeFields(volume: PersistentVolume): readonly Evidence[] {
  const object = refOf(persistentVolume, volume);
  const [term] = volume.spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  const [first] = term?.matchExpressions ?? [];
  const path = 'spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values';
  const zone = zones.find((key) => Object.hasOwn(volume.metadata?.labels ?? {}, key));
  return [
    ...(first === undefined ? [] : [{ object, path, value: first.values ?? [] }]),
    ...(zone === undefined
      ? []
      : [{ object, path: `metadata.labels${step(zone)}`, value: volume.metadata?.labels?.[zone] }]),
  ];
}

/** How many volumes of each driver the node may have. */
export function limitFields(met: Met): readonly Evidence[] {
  const name = met.decided.node?.name;
  const own = met.world.csiNodes?.find(({ metadata }) => metadata?.name === name);
  const limits = (own?.spec?.drivers ?? []).flatMap(({ allocatable }, index): Evidence[] =>
    own === undefined || allocatable?.count === undefined
      ? []
      : [{ object: refOf(csiNode, own), path: `spec.drivers[${index}].allocatable.count`, value: allocatable.count }],
  );
  return [...limits, ...claimFields(met)];
}

/** The claim, and the pod that has it. */
export function userFields(met: Met): readonly Evidence[] {
  const by = met.decided.refusals.find((refusal) => refusal.by !== undefined)?.by;
  return [...claimFields(met), ...(by === undefined ? [] : [podField(by, 'spec.nodeName', by.spec?.nodeName)])];
}

function claimsOf({ pod, world }: Met): readonly PersistentVolumeClaim[] {
  const storage = { claims: world.claims ?? [], volumes: [], classes: [], csiNodes: [] };
  return podClaims(pod, storage).flatMap(({ claim }) => claim ?? []);
}
