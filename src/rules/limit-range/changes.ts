import { counted } from '../../core/counted.ts';
import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { limitRange, type LimitRange } from '../../kube/kinds/limitRange.ts';
import { refOf } from '../../kube/metadata.ts';
import { podTemplates, type PodTemplateOwner } from '../../kube/podTemplates.ts';
import { makersRead } from '../reference/referrers.ts';

const shown = 3;

/** What a template does not say its pods have all the same: a limit that nobody wrote down is a surprise when it kills. */
export const changes = defineRule({
  id: 'limit-range/changes',
  stage: 'admission',
  severity: 'info',
  speaks: 'A LimitRange gives containers limits or requests that their templates do not name.',
  silent: 'Templates that name all of it; ranges without defaults.',
  needs: { ranges: list(limitRange) },
  uses: makersRead,
  judge({ ranges, ...world }) {
    if (ranges.length === 0) return [];
    const makers = podTemplates(world);
    return ranges.flatMap((range): Finding[] =>
      (range.spec?.limits ?? []).flatMap((item, index): Finding[] => {
        const given = defaultsOf(item);
        if (item.type !== 'Container' || given.length === 0) return [];
        const filled = makers.filter(
          ({ ref, spec }) => ref.namespace === range.metadata?.namespace && given.some((one) => lacks(spec, one)),
        );
        const [first] = filled;
        if (first === undefined) return [];
        const object = refOf(limitRange, range);
        const names = filled.slice(0, shown).map(({ ref }) => `${ref.kind} ${ref.name}`);
        const more = filled.length > shown ? ` and ${counted(filled.length - shown, 'other')}` : '';
        const words = given.map(({ side, resource, amount }) => `${side}.${resource} ${amount}`).join(', ');
        return [
          {
            rule: 'limit-range/changes',
            severity: 'info',
            object,
            message: `Containers of ${names.join(', ')}${more} that do not name them get ${words}.`,
            evidence: [
              {
                object,
                path: `spec.limits[${index}].${item.default === undefined ? 'defaultRequest' : 'default'}`,
                value: item.default ?? item.defaultRequest,
              },
            ],
            remedy: 'Name requests and limits in the templates, so that they say what their pods have.',
          },
        ];
      }),
    );
  },
});

interface Given {
  readonly side: 'requests' | 'limits';
  readonly resource: string;
  readonly amount: string | number;
}

function defaultsOf(item: NonNullable<NonNullable<LimitRange['spec']>['limits']>[number]): readonly Given[] {
  const of = (side: Given['side'], amounts: Readonly<Record<string, string | number>> = {}): readonly Given[] =>
    Object.entries(amounts).map(([resource, amount]) => ({ side, resource, amount }));
  return [...of('limits', item.default), ...of('requests', item.defaultRequest)];
}

function lacks(spec: PodTemplateOwner['spec'], { side, resource }: Given): boolean {
  return [...(spec.initContainers ?? []), ...(spec.containers ?? [])].some(
    ({ resources }) =>
      resources?.[side]?.[resource] === undefined &&
      // A limit is a request too
      (side === 'limits' || resources?.limits?.[resource] === undefined),
  );
}
