import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { sickPods } from '../../kube/deploymentPods.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { statefulSet, type StatefulSet } from '../../kube/kinds/statefulSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { podsOfWorkload } from '../../kube/podsOfWorkload.ts';
import { unreadyEvidence } from '../../kube/unreadyEvidence.ts';
import { whyUnready } from '../../kube/whyUnready.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/**
 * One ordinal after the other: a pod is made when those before it are ready, and replaced when those after it are, of the highest
 * ordinal first (pkg/controller/statefulset/stateful_set_control.go, 1.36). The pod that fails keeps the others waiting.
 */
export const ordinalStuck = defineRule({
  id: 'statefulset/ordinal-stuck',
  stage: 'start',
  severity: 'critical',
  explains: ['workload/unavailable'],
  speaks:
    'A pod of a StatefulSet fails, and later ordinals are not made, or earlier ones not updated, until it is ready; a warning with podManagementPolicy Parallel, where an update alone waits.',
  silent:
    'Pods within their start budget; one that fails while all others are there and of one revision (workload/unavailable); scaled to zero.',
  needs: { statefulSets: list(statefulSet), pods: list(pod) },
  uses: {},
  judge({ statefulSets, pods, now }) {
    return statefulSets.flatMap((one): Finding[] => {
      const desired = one.spec?.replicas ?? 1;
      if (desired === 0) return [];
      const object = refOf(statefulSet, one);
      const own = podsOfWorkload(object, pods);
      const sick = sickPods(own, now).toSorted((a, b) => ordinalOf(a) - ordinalOf(b));
      const [first] = sick;
      const last = sick.at(-1);
      if (first === undefined || last === undefined) return [];
      const isParallel = one.spec?.podManagementPolicy === 'Parallel';
      // Of the pods only the sick ones may be in sight: its controller counts those that there are
      const made = Math.max(own.length, one.status?.replicas ?? 0);
      const toMake = isParallel ? 0 : desired - made;
      const held = toMake > 0 ? first : last;
      const toUpdate = updatesHeld(one, own, last);
      if (toMake <= 0 && toUpdate === 0) return [];
      const ordinal = ordinalOf(held);
      const name = held.metadata?.name ?? '';
      const toUpdateText = own.length < made ? 'Earlier ordinals' : `${toUpdate} of ${desired}`;
      const what = toMake > 0 ? `${toMake} of ${desired} are not made` : `${toUpdateText} are not updated`;
      const wanted = one.status?.updateRevision;
      const isOld = wanted !== undefined && revisionOf(held) !== undefined && revisionOf(held) !== wanted;
      return [
        {
          rule: 'statefulset/ordinal-stuck',
          severity: unlessDeleted(one, isParallel ? 'warning' : 'critical'),
          object,
          message: `Ordinal ${ordinal} (pod ${name}) is not ready: ${whyUnready(held).word}. ${what} until it is.`,
          evidence: [
            unreadyEvidence(held),
            { object, path: 'status.readyReplicas', value: one.status?.readyReplicas ?? null },
          ],
          remedy: `See why pod ${name} is not ready and mend it.${isOld ? ` It is of an earlier template: delete it once the template is mended, since a pod that was never ready is not replaced by itself.` : ''}`,
        },
      ];
    });
  },
});

/** Pods of an earlier revision whose turn comes after the one that fails. */
function updatesHeld({ spec, status }: StatefulSet, pods: readonly Pod[], held: Pod): number {
  const wanted = status?.updateRevision;
  if (wanted === undefined || spec?.updateStrategy?.type === 'OnDelete') return 0;
  const from = spec?.ordinals?.start ?? 0;
  const partition = Math.max(from, spec?.updateStrategy?.rollingUpdate?.partition ?? 0);
  return pods.filter((one) => {
    const ordinal = ordinalOf(one);
    const revision = revisionOf(one);
    return ordinal < ordinalOf(held) && ordinal >= partition && revision !== undefined && revision !== wanted;
  }).length;
}

function revisionOf({ metadata }: Pod): string | undefined {
  return metadata?.labels?.['controller-revision-hash'];
}

function ordinalOf({ metadata }: Pod): number {
  return Number(/-(\d+)$/.exec(metadata?.name ?? '')?.[1] ?? -1);
}
