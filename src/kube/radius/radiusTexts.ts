import type { PodDisruptionBudget } from '../kinds/podDisruptionBudget.ts';
import type { ResourceQuota } from '../kinds/resourceQuota.ts';
import type { Autoscaler } from './autoscalerOf.ts';

/** How a blast radius names what it touches. */
export function budgetText({ metadata, status }: PodDisruptionBudget): string {
  const { disruptionsAllowed = 0, currentHealthy = 0 } = status ?? {};
  return `${metadata?.name ?? ''} allows ${disruptionsAllowed} of ${currentHealthy} healthy`;
}

export function autoscalerText({ name, min, max }: Autoscaler): string {
  return `${name} (${min} to ${max})`;
}

export function quotaText(quotas: readonly ResourceQuota[]): string | null {
  const counts = quotas.flatMap(({ status }) =>
    ['pods', 'count/pods'].flatMap((key) => {
      const hard = status?.hard?.[key];
      return hard === undefined ? [] : [`pods ${status?.used?.[key] ?? 0}/${hard}`];
    }),
  );
  return counts.length === 0 ? null : [...new Set(counts)].join(', ');
}

export function serviceText(name: string, readyNow: number, atWorst: number): string {
  return `Service ${name} (${readyNow} ready now, ${atWorst} at worst)`;
}
