import type { Evidence, Finding } from '../../core/finding.ts';
import { objectPath } from '../../core/objectRef.ts';
import { defineRule, list } from '../../core/rule.ts';
import { createRefusals } from '../../kube/createRefusals.ts';
import { event } from '../../kube/kinds/event.ts';
import { limitRange } from '../../kube/kinds/limitRange.ts';
import { refOf } from '../../kube/metadata.ts';
import { podTemplates } from '../../kube/podTemplates.ts';
import { rangeConflicts } from '../../kube/rangeConflicts.ts';
import { explainedByQuota } from '../quota/explainedByQuota.ts';
import { makersRead } from '../reference/referrers.ts';

/** The admission's own words (plugin/pkg/admission/limitranger/admission.go, 1.36). */
const words = /((?:minimum|maximum) \S+ usage per (?:Container|Pod) is .*|\S+ max limit to request ratio per .*)/s;

export const violates = defineRule({
  id: 'limit-range/violates',
  stage: 'admission',
  severity: 'critical',
  explains: explainedByQuota,
  speaks:
    'A container of a template asks for more or less than a LimitRange of its namespace allows: critical where pods are lacking or were refused for it, a warning where the next one would be.',
  silent: 'What containers leave out, which the range fills in; ranges of pods and claims, unless a pod was refused.',
  needs: { ranges: list(limitRange) },
  uses: { ...makersRead, events: list(event) },
  judge({ ranges, ...world }) {
    const refusals = new Map(
      createRefusals(world).flatMap((one) => (words.test(one.message) ? [[objectPath(one.ref), one] as const] : [])),
    );
    const ofTemplates = podTemplates(world).flatMap(({ ref, object, spec, path, isIdle, lacking }): Finding[] => {
      const refusal = refusals.get(objectPath(ref));
      return ranges
        .filter(({ metadata }) => metadata?.namespace === ref.namespace)
        .flatMap((range): Finding[] => {
          const conflicts = rangeConflicts(spec, range);
          const [first] = conflicts;
          if (first === undefined) return [];
          refusals.delete(objectPath(ref));
          const bounds = refOf(limitRange, range);
          const isKept = refusal !== undefined || lacking > 0;
          const isQuiet = isIdle || object.metadata?.deletionTimestamp !== undefined;
          const said = conflicts.map((one) => `container ${one.container}: ${one.words}`).join('; ');
          return [
            {
              rule: 'limit-range/violates',
              severity: isQuiet ? 'info' : isKept ? 'critical' : 'warning',
              object: ref,
              message: `LimitRange ${bounds.name} ${isKept ? 'keeps pods from being made' : 'would refuse the next pod'}: ${said}.`,
              evidence: [
                { object: ref, path: `${path}.spec.${first.path}`, value: first.value },
                { object: bounds, path: first.rangePath, value: first.bound },
                ...(refusal === undefined ? [] : [refusal.evidence]),
              ],
              remedy: `Bring the template of ${ref.kind} ${ref.name} within LimitRange ${bounds.name}, or widen the range.`,
            },
          ];
        });
    });
    const ofRefusals = [...refusals.values()].map(({ object, ref, message, evidence }): Finding => {
      const rest: Evidence[] = [evidence];
      return {
        rule: 'limit-range/violates',
        severity: object.metadata?.deletionTimestamp === undefined ? 'critical' : 'info',
        object: ref,
        message: `A LimitRange keeps pods from being made: ${words.exec(message)?.[1] ?? message}.`,
        evidence: rest,
        remedy: `Bring the template of ${ref.kind} ${ref.name} within the LimitRange of its namespace, or widen the range.`,
      };
    });
    return [...ofTemplates, ...ofRefusals];
  },
});
