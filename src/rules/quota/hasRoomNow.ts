import type { ResourceQuota } from '../../kube/kinds/resourceQuota.ts';
import { quantity } from '../../kube/quantity.ts';

/**
 * Whether what was refused would be let in by what the quota counts now. A condition stands until the next try of a controller, which
 * is put off longer each time, up to 1,000 s (DefaultTypedControllerRateLimiter, client-go/util/workqueue).
 * @param words `requested: pods=1, used: pods=5, limited: pods=5`
 */
export function hasRoomNow({ status }: ResourceQuota, words: string): boolean {
  const [, asked = ''] = /^requested: (.*), used: .*, limited: /s.exec(words) ?? [];
  const amounts = asked.split(',').map((one) => /^(.+)=(.+)$/.exec(one) ?? []);
  return amounts.every(([, resource = '', amount]) => {
    const more = quantity(amount);
    const used = quantity(status?.used?.[resource]);
    const most = quantity(status?.hard?.[resource]);
    return more !== undefined && used !== undefined && most !== undefined && used + more <= most;
  });
}
