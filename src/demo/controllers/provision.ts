import { timeText } from '../../core/timeText.ts';
import type { JsonObject } from '../../core/json.ts';
import { mapAt, listAt, textAt, valueAt, type KubeObject } from '../kubeObject.ts';
import { uidOf } from '../world/identity.ts';
import { withAnnotations } from './changed.ts';
import { claimsOf } from './claimsOf.ts';
import { nameOf, namespaceOf, type Kit } from './kit.ts';
import { isEnding } from './owned.ts';
import { isOver } from './pods.ts';
import { recordEvent } from './recordEvent.ts';

const claims = 'persistentvolumeclaims';

/** A volume for a claim whose class makes volumes: at once, or when a pod that mounts it has its node. */
export function provision(kit: Kit, key: string): void {
  const { store, after } = kit;
  const claim = store.get(claims, namespaceOf(key), nameOf(key));
  if (claim !== undefined && isEnding(claim)) letGo(kit, claim);
  if (claim === undefined || isEnding(claim) || valueAt(claim, 'spec.volumeName') !== undefined) return;
  const storageClass = store.get(
    'storageclasses.storage.k8s.io',
    undefined,
    textAt(claim, 'spec.storageClassName') ?? '',
  );
  const provisioner = textAt(storageClass, 'provisioner');
  if (storageClass === undefined || provisioner === undefined || provisioner === 'kubernetes.io/no-provisioner') return;
  const waits = textAt(storageClass, 'volumeBindingMode') === 'WaitForFirstConsumer';
  const mounted = store
    .list('pods')
    .some((pod) => isMountedBy(pod, claim) && textAt(pod, 'spec.nodeName') !== undefined);
  if (waits && !mounted) return;
  after(1000, () => bind(kit, key, storageClass));
}

/**
 * A claim that is deleted goes when no pod mounts it any more, and its volume as its reclaim policy says.
 * Source: kubernetes/pkg/controller/volume/pvcprotection and pkg/controller/volume/persistentvolume.
 */
function letGo({ store }: Kit, claim: KubeObject): void {
  if (store.list('pods').some((pod) => isMountedBy(pod, claim) && !isOver(pod))) return;
  const finalizers = listAt(claim, 'metadata.finalizers').filter((one) => one !== 'kubernetes.io/pvc-protection');
  if (finalizers.length > 0) return;
  const { namespace, name, uid } = claim.metadata;
  store.remove(claims, namespace, name);
  const volume = store.get('persistentvolumes', undefined, textAt(claim, 'spec.volumeName') ?? '');
  if (volume === undefined || (textAt(volume, 'spec.claimRef.uid') ?? uid) !== uid) return;
  if (textAt(volume, 'spec.persistentVolumeReclaimPolicy') === 'Delete')
    store.remove('persistentvolumes', undefined, volume.metadata.name);
  else store.put('persistentvolumes', { ...volume, status: { ...mapAt(volume, 'status'), phase: 'Released' } });
}

function isMountedBy(pod: KubeObject, { metadata: { namespace, name } }: KubeObject): boolean {
  return pod.metadata.namespace === namespace && claimsOf(pod).includes(name);
}

function bind(kit: Kit, key: string, storageClass: KubeObject): void {
  const { store, now } = kit;
  const claim = store.get(claims, namespaceOf(key), nameOf(key));
  if (claim === undefined || isEnding(claim) || valueAt(claim, 'spec.volumeName') !== undefined) return;
  const { name, namespace, uid = '' } = claim.metadata;
  const volume = `pvc-${uid}`;
  const at = timeText(now());
  const capacity: JsonObject = { storage: textAt(claim, 'spec.resources.requests.storage') };
  const put = store.put('persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: volume,
      uid: uidOf('PersistentVolume', undefined, volume),
      creationTimestamp: at,
      annotations: { 'pv.kubernetes.io/provisioned-by': textAt(storageClass, 'provisioner') ?? '' },
      finalizers: ['kubernetes.io/pv-protection'],
    },
    spec: {
      accessModes: listAt(claim, 'spec.accessModes'),
      capacity,
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
      csi: { driver: textAt(storageClass, 'provisioner'), volumeHandle: volume },
      persistentVolumeReclaimPolicy: textAt(storageClass, 'reclaimPolicy') ?? 'Delete',
      storageClassName: storageClass.metadata.name,
      volumeMode: textAt(claim, 'spec.volumeMode') ?? 'Filesystem',
    },
    status: { phase: 'Bound', lastPhaseTransitionTime: at },
  });
  const annotations = {
    'pv.kubernetes.io/bind-completed': 'yes',
    'pv.kubernetes.io/bound-by-controller': 'yes',
    'volume.kubernetes.io/storage-provisioner': textAt(storageClass, 'provisioner') ?? '',
  };
  store.put(claims, {
    ...withAnnotations(claim, annotations),
    spec: { ...mapAt(claim, 'spec'), volumeName: put.metadata.name },
    status: { phase: 'Bound', accessModes: listAt(claim, 'spec.accessModes'), capacity },
  });
  recordEvent(kit, claim, {
    reason: 'ProvisioningSucceeded',
    message: `Successfully provisioned volume ${volume}`,
    from: textAt(storageClass, 'provisioner') ?? '',
  });
}
