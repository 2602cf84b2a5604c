import { labelOf } from '../selectors.ts';
import { podClaims } from './podClaims.ts';
import type { Filter } from './refusal.ts';

const elder: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
};

const topologyLabels = [...Object.keys(elder), ...Object.values(elder)];

/** Zone and region labels of bound volumes, `__` between several; a node without any such label takes all. */
export const volumeZone: Filter = (pod, { storage }) => {
  if (storage === undefined) return () => [];
  const wanted = podClaims(pod, storage).flatMap(({ claim }) => {
    const name = claim?.spec?.volumeName ?? '';
    const labels =
      name === '' ? {} : (storage.volumes.find((one) => one.metadata?.name === name)?.metadata?.labels ?? {});
    return topologyLabels.flatMap((key) => {
      const value = labelOf(labels, key);
      return value === undefined ? [] : [{ volume: name, key, values: value.split('__') }];
    });
  });
  return ({ labels }) => {
    if (!topologyLabels.some((key) => labelOf(labels, key) !== undefined)) return [];
    const own = (key: string): string | undefined => labels[key] ?? labels[elder[key] ?? ''];
    const conflict = wanted.find(({ key, values }) => !values.includes(own(key) ?? ''));
    if (conflict === undefined) return [];
    const { volume, key, values } = conflict;
    return [
      {
        filter: 'VolumeZone',
        counted: 'node(s) had no available volume zone',
        because: `volume ${volume} is in ${key}=${values.join(' or ')}, the node in ${own(key) ?? 'none'}`,
      },
    ];
  };
};
