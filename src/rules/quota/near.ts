import type { Evidence, Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { resourceQuota } from '../../kube/kinds/resourceQuota.ts';
import { refOf } from '../../kube/metadata.ts';
import { quantity } from '../../kube/quantity.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

const nearPart = 0.9;

/** What pods ask for grows with each release and each load. A number of objects is often set to what is wanted. */
const ofResources = /^(cpu|memory|ephemeral-storage|requests\.|limits\.)/;

export const near = defineRule({
  id: 'quota/near',
  stage: 'admission',
  severity: 'warning',
  speaks: 'A resource of a ResourceQuota is used to 90 % or more; of a number of objects that is information.',
  silent: 'A hard limit of 0, which forbids on purpose; quotas whose use nobody has counted yet.',
  needs: { quotas: list(resourceQuota) },
  uses: {},
  judge({ quotas }) {
    return quotas.flatMap((one): Finding[] => {
      const { hard = {}, used = {} } = one.status ?? {};
      const full = Object.entries(hard).flatMap(([resource, limit]) => {
        const most = quantity(limit);
        const now = quantity(used[resource]);
        if (most === undefined || now === undefined || most <= 0 || now / most < nearPart) return [];
        return [{ resource, limit, now: used[resource], part: now / most }];
      });
      if (full.length === 0) return [];
      const object = refOf(resourceQuota, one);
      // The weightiest first
      full.sort(
        (a, b) => Number(ofResources.test(b.resource)) - Number(ofResources.test(a.resource)) || b.part - a.part,
      );
      const isWarning = full.some(({ resource }) => ofResources.test(resource));
      return [
        {
          rule: 'quota/near',
          severity: isWarning ? unlessDeleted(one, 'warning') : 'info',
          object,
          message: `The quota is nearly used up: ${full.map(({ resource, limit, now, part }) => `${resource} ${String(now)} of ${String(limit)} (${Math.floor(part * 100)} %)`).join(', ')}.`,
          evidence: full.flatMap(({ resource, limit, now }): Evidence[] => [
            { object, path: `status.used['${resource}']`, value: now },
            { object, path: `status.hard['${resource}']`, value: limit },
          ]),
          remedy: `Raise ResourceQuota ${object.name} or free some of it before the next rollout, which needs room for its new pods.`,
        },
      ];
    });
  },
});
