import { counted } from '../../core/counted.ts';
import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { createRefusals, type CreateRefusal } from '../../kube/createRefusals.ts';
import { event } from '../../kube/kinds/event.ts';
import { resourceQuota } from '../../kube/kinds/resourceQuota.ts';
import { quotaRefusal, type QuotaRefusal } from '../../kube/quotaWords.ts';
import { makersRead } from '../reference/referrers.ts';
import { explainedByQuota } from './explainedByQuota.ts';
import { hasRoomNow } from './hasRoomNow.ts';

/** No more workloads than these are evidence of one finding. */
const shown = 10;

/** One finding for each quota, however many workloads it holds up. */
export const blocks = defineRule({
  id: 'quota/blocks',
  stage: 'admission',
  severity: 'critical',
  explains: explainedByQuota,
  speaks:
    'The server refused to make what a workload wants, for a ResourceQuota that is used up; a warning where that has room again and the controller has not tried since.',
  silent: 'A quota that is used up while nothing more is wanted; refusals that were followed by a success.',
  needs: {},
  uses: { ...makersRead, quotas: list(resourceQuota), events: list(event) },
  judge({ quotas, ...world }) {
    const groups = new Map<string, { readonly refusal: CreateRefusal; readonly words: QuotaRefusal }[]>();
    for (const refusal of createRefusals(world)) {
      const words = quotaRefusal(refusal.message);
      if (words?.why !== 'exceeded' || refusal.object.metadata?.deletionTimestamp !== undefined) continue;
      const key = `${refusal.ref.namespace ?? ''}/${words.quota}`;
      groups.set(key, [...(groups.get(key) ?? []), { refusal, words }]);
    }
    return [...groups.values()].flatMap((all): Finding[] => {
      const [first] = all;
      if (first === undefined) return [];
      const { namespace } = first.refusal.ref;
      const name = first.words.quota;
      const object = {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        ...(namespace === undefined ? {} : { namespace }),
        name,
      };
      const known = quotas?.find(({ metadata }) => metadata?.name === name && metadata.namespace === namespace);
      const names = all.map(({ refusal: { ref } }) => `${ref.kind} ${ref.name}`);
      const more = names.length > 3 ? ` and ${counted(names.length - 3, 'other')}` : '';
      const who = `${names.slice(0, 3).join(', ')}${more}`;
      const isOver = known !== undefined && all.every(({ words }) => hasRoomNow(known, words.words));
      return [
        {
          rule: 'quota/blocks',
          severity: isOver ? 'warning' : 'critical',
          object,
          message: isOver
            ? `The quota was used up when ${who} last tried, and has room now; what was refused is not made yet: ${first.words.words}.`
            : `The quota is used up, and ${who} may not make what ${names.length === 1 ? 'it wants' : 'they want'}: ${first.words.words}.`,
          evidence: [
            ...all.slice(0, shown).map(({ refusal }) => refusal.evidence),
            ...(known?.status?.used === undefined ? [] : [{ object, path: 'status.used', value: known.status.used }]),
            ...(known?.status?.hard === undefined ? [] : [{ object, path: 'status.hard', value: known.status.hard }]),
          ],
          remedy: isOver
            ? 'Wait: its controller tries again by itself, at most 17 minutes after it tried last.'
            : `Raise ResourceQuota ${name}, free some of what it counts, or lower what the workload asks for.`,
        },
      ];
    });
  },
});
