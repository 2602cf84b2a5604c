import type { PersistentVolume } from '../kinds/persistentVolume.ts';
import type { PersistentVolumeClaim } from '../kinds/persistentVolumeClaim.ts';
import type { Pod } from '../kinds/pod.ts';
import type { SelectedNode } from './matchesNode.ts';
import { bindCompleted, classOf, isBound, podClaims } from './podClaims.ts';
import type { SchedulingStorage } from './schedulingCluster.ts';
import { smallestFree } from './volumeBinding.ts';

/** The storage once a pod has been given to a node: its claims that waited for that are bound. */
export function withVolumes(storage: SchedulingStorage, pod: Pod, node: SelectedNode): SchedulingStorage {
  const waiting = podClaims(pod, storage).flatMap(({ claim }) =>
    claim === undefined || isBound(claim) ? [] : [claim],
  );
  return waiting.reduce((now, claim) => withBound(now, claim, node), storage);
}

/**
 * The storage with this claim bound: to the smallest free volume that fits, else to one that its class makes. Where such a volume will
 * be reachable from is not known before it is made; it is taken to be from everywhere. A claim without either stays as it is.
 * @param node undefined for a claim that is bound at once
 */
export function withBound(
  storage: SchedulingStorage,
  claim: PersistentVolumeClaim,
  node: SelectedNode | undefined,
): SchedulingStorage {
  const free = smallestFree(claim, storage.volumes, node, new Set());
  const volume = free ?? madeFor(claim, storage);
  if (volume === undefined) return storage;
  const name = volume.metadata?.name ?? '';
  const { namespace = '', name: claimName = '' } = claim.metadata ?? {};
  const bound: PersistentVolumeClaim = {
    ...claim,
    metadata: { ...claim.metadata, annotations: { ...claim.metadata?.annotations, [bindCompleted]: 'yes' } },
    spec: { ...claim.spec, volumeName: name },
  };
  const taken: PersistentVolume = {
    ...volume,
    spec: { ...volume.spec, claimRef: { namespace, name: claimName } },
    status: { phase: 'Bound' },
  };
  const isSame = (one: PersistentVolumeClaim): boolean =>
    one.metadata?.namespace === namespace && one.metadata.name === claimName;
  return {
    ...storage,
    claims: [...storage.claims.filter((one) => !isSame(one)), bound],
    volumes: [...storage.volumes.filter((one) => one !== free), taken],
  };
}

/** No object has such a name. */
const toBeMade = 'to be made for ';

/** It is none of the cluster's: a class will make it. */
export function isToBeMade({ metadata }: PersistentVolume): boolean {
  return metadata?.name?.startsWith(toBeMade) === true;
}

function madeFor(claim: PersistentVolumeClaim, { classes }: SchedulingStorage): PersistentVolume | undefined {
  const own = classes.find(({ metadata }) => metadata?.name === classOf(claim));
  const provisioner = own?.provisioner ?? '';
  if (provisioner === '' || provisioner === 'kubernetes.io/no-provisioner') return undefined;
  const { namespace = '', name = '' } = claim.metadata ?? {};
  return {
    metadata: { name: `${toBeMade}${namespace}-${name}` },
    spec: {
      capacity: claim.spec?.resources?.requests ?? {},
      accessModes: claim.spec?.accessModes ?? [],
      csi: { driver: provisioner, volumeHandle: `${toBeMade}${namespace}-${name}` },
    },
  };
}
