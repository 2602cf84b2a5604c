import type { Evidence, Finding } from '../../core/finding.ts';
import { objectPath } from '../../core/objectRef.ts';
import { defineRule, list } from '../../core/rule.ts';
import { createRefusals } from '../../kube/createRefusals.ts';
import { event } from '../../kube/kinds/event.ts';
import { limitRange } from '../../kube/kinds/limitRange.ts';
import { resourceQuota } from '../../kube/kinds/resourceQuota.ts';
import { refOf } from '../../kube/metadata.ts';
import { podTemplates } from '../../kube/podTemplates.ts';
import { unnamedForQuota } from '../../kube/quotaNeeds.ts';
import { quotaRefusal } from '../../kube/quotaWords.ts';
import { makersRead } from '../reference/referrers.ts';
import { explainedByQuota } from './explainedByQuota.ts';

/** Once a quota counts cpu or memory, each container must name it. Pods that were there before stay. */
export const needsRequests = defineRule({
  id: 'quota/needs-requests',
  stage: 'admission',
  severity: 'critical',
  explains: explainedByQuota,
  speaks:
    'A ResourceQuota counts cpu or memory that a container of a template does not name and no LimitRange fills in: critical where pods are lacking or were refused for it, a warning where the next one would be.',
  silent: 'Quotas with scopes, unless a pod was refused; pods with resources of their own; other resources.',
  needs: { quotas: list(resourceQuota), ranges: list(limitRange) },
  uses: { ...makersRead, events: list(event) },
  judge({ quotas, ranges, ...world }) {
    const refusals = new Map(
      createRefusals(world).flatMap((one) =>
        quotaRefusal(one.message)?.why === 'unspecified' ? [[objectPath(one.ref), one] as const] : [],
      ),
    );
    const isIn = (namespace: string | undefined) => (one: (typeof quotas)[number] | (typeof ranges)[number]) =>
      one.metadata?.namespace === namespace;
    const ofTemplates = podTemplates(world).flatMap(({ ref, object, spec, path, isIdle, lacking }): Finding[] => {
      const own = ranges.filter(isIn(ref.namespace));
      const refusal = refusals.get(objectPath(ref));
      return quotas.filter(isIn(ref.namespace)).flatMap((quota): Finding[] => {
        const unnamed = unnamedForQuota(spec, quota, own);
        const [first] = unnamed;
        if (first === undefined) return [];
        refusals.delete(objectPath(ref));
        const counter = refOf(resourceQuota, quota);
        const isKept = refusal !== undefined || lacking > 0;
        const isQuiet = isIdle || object.metadata?.deletionTimestamp !== undefined;
        const names = unnamed.map(({ resource, container }) => `${resource} of container ${container}`).join(', ');
        return [
          {
            rule: 'quota/needs-requests',
            severity: isQuiet ? 'info' : isKept ? 'critical' : 'warning',
            object: ref,
            message: `ResourceQuota ${counter.name} counts what the template does not name (${names}): ${isKept ? 'pods are refused' : 'the next pod would be refused'}.`,
            evidence: [
              { object: ref, path: `${path}.spec.${first.path}`, value: null },
              { object: counter, path: `spec.hard['${first.resource}']`, value: quota.spec?.hard?.[first.resource] },
              ...(refusal === undefined ? [] : [refusal.evidence]),
            ],
            remedy: `Name ${unnamed.map(({ resource }) => resource).join(', ')} in the template of ${ref.kind} ${ref.name}, or let a LimitRange fill it in.`,
          },
        ];
      });
    });
    // Of quotas with scopes, and where a copy of a template is refused
    const ofRefusals = [...refusals.values()].map(({ object, ref, message, evidence }): Finding => {
      const { quota = '', words = '' } = quotaRefusal(message) ?? {};
      const rest: Evidence[] = [evidence];
      return {
        rule: 'quota/needs-requests',
        severity: object.metadata?.deletionTimestamp === undefined ? 'critical' : 'info',
        object: ref,
        message: `ResourceQuota ${quota} counts what the template does not name: ${words}.`,
        evidence: rest,
        remedy: `Name it in the template of ${ref.kind} ${ref.name}, or let a LimitRange fill it in.`,
      };
    });
    return [...ofTemplates, ...ofRefusals];
  },
});
