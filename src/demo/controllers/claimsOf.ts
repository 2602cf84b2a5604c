import { listAt, textAt, type KubeObject } from '../kubeObject.ts';

/** Names of the claims that a pod mounts. */
export function claimsOf(pod: KubeObject): readonly string[] {
  return listAt(pod, 'spec.volumes').flatMap((volume) => textAt(volume, 'persistentVolumeClaim.claimName') ?? []);
}
