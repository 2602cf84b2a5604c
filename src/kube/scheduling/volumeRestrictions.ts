import { podClaims } from './podClaims.ts';
import type { Filter } from './refusal.ts';

/**
 * A claim of access mode ReadWriteOncePod serves one pod of the whole cluster. The volume types of old cloud providers, which this filter
 * also looks at, are not judged: servers keep them as CSI volumes.
 */
export const volumeRestrictions: Filter = (pod, { storage, nodes }) => {
  if (storage === undefined) return () => [];
  const namespace = pod.metadata?.namespace;
  const single = podClaims(pod, storage).filter(({ claim }) => claim?.spec?.accessModes?.includes('ReadWriteOncePod'));
  const users = single.flatMap(({ name }) =>
    nodes.flatMap(({ pods }) =>
      pods
        .filter((one) => one.metadata?.namespace === namespace && one.metadata?.name !== pod.metadata?.name)
        .filter(({ spec }) => spec?.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === name))
        .map((by) => ({ name, by })),
    ),
  );
  const [first] = users;
  if (first === undefined) return () => [];
  return () => [
    {
      filter: 'VolumeRestrictions',
      counted:
        'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
      because: `claim ${first.name} may be used by one pod only, and pod ${first.by.metadata?.name ?? ''} uses it`,
      by: first.by,
    },
  ];
};
