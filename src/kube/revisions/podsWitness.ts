import { counted } from '../../core/counted.ts';
import { isTrue } from '../conditions.ts';
import type { Pod } from '../kinds/pod.ts';
import type { Witness } from './availability.ts';
import { podHashLabel } from './controllerRevisions.ts';

/** Pods of a StatefulSet or DaemonSet that are ready now, by the revision that each carries. `pods`: its own. */
export function podsWitness(pods: readonly Pod[]): Witness {
  const ready = pods.filter(
    ({ metadata, status }) => metadata?.deletionTimestamp === undefined && isTrue(status?.conditions, 'Ready'),
  );
  return ({ podHash }) => {
    if (podHash === undefined) return undefined;
    const count = ready.filter(({ metadata }) => metadata?.labels?.[podHashLabel] === podHash).length;
    return count === 0 ? undefined : { state: 'yes', source: `${counted(count, 'pod')} ready now` };
  };
}
