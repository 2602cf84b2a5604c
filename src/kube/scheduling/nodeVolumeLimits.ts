import type { Pod } from '../kinds/pod.ts';
import { classOf, podClaims } from './podClaims.ts';
import type { Filter } from './refusal.ts';
import type { SchedulingStorage } from './schedulingCluster.ts';

interface UsedVolume {
  readonly driver: string;
  /** The same volume, used by two pods of a node, is attached once. */
  readonly id: string;
}

/** How many volumes of a CSI driver may be attached to a node: CSINode.spec.drivers[].allocatable.count. */
export const nodeVolumeLimits: Filter = (pod, { storage }) => {
  if (storage === undefined) return () => [];
  const wanted = usedVolumes(pod, storage);
  return ({ name, pods }) => {
    if (wanted.length === 0) return [];
    const limited = (storage.csiNodes.find(({ metadata }) => metadata?.name === name)?.spec?.drivers ?? []).filter(
      (one) => one.allocatable?.count !== undefined && wanted.some(({ driver }) => driver === one.name),
    );
    if (limited.length === 0) return [];
    const there = new Map(pods.flatMap((one) => usedVolumes(one, storage)).map((one) => [one.id, one.driver]));
    const added = new Map(wanted.filter(({ id }) => !there.has(id)).map(({ id, driver }) => [id, driver]));
    const over = limited.filter(({ name: driver, allocatable }) => {
      const more = countOf(added, driver);
      return more > 0 && allocatable?.count !== undefined && countOf(there, driver) + more > allocatable.count;
    });
    if (over.length === 0) return [];
    const words = over.map(
      ({ name: driver = '', allocatable }) =>
        `${countOf(there, driver)} of ${allocatable?.count ?? 0} volumes of ${driver} attached`,
    );
    return [
      { filter: 'NodeVolumeLimits', counted: 'node(s) exceed max volume count', because: `has ${words.join(', ')}` },
    ];
  };
};

function countOf(volumes: ReadonlyMap<string, string>, wanted: string | undefined): number {
  return [...volumes.values()].filter((driver) => driver === wanted).length;
}

/** A claim that is not bound yet counts for its class's driver. */
function usedVolumes(pod: Pod, storage: SchedulingStorage): readonly UsedVolume[] {
  return podClaims(pod, storage).flatMap(({ name, claim }): readonly UsedVolume[] => {
    if (claim === undefined) return [];
    const volume = storage.volumes.find(({ metadata }) => metadata?.name === claim.spec?.volumeName);
    const csi = volume?.spec?.csi;
    if (csi !== undefined) return [{ driver: csi.driver ?? '', id: `${csi.driver ?? ''}/${csi.volumeHandle ?? ''}` }];
    if (volume !== undefined) return [];
    const own = storage.classes.find(({ metadata }) => metadata?.name === classOf(claim));
    return own?.provisioner === undefined
      ? []
      : [{ driver: own.provisioner, id: `${own.provisioner}/${pod.metadata?.namespace ?? ''}/${name}` }];
  });
}
