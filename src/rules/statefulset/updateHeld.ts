import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { refOf } from '../../kube/metadata.ts';

/** Both are ways to update by hand, or to try a revision on a few; they are also forgotten. */
export const updateHeld = defineRule({
  id: 'statefulset/update-held',
  stage: 'start',
  severity: 'info',
  speaks: 'A StatefulSet has pods of an earlier revision, which its partition or OnDelete keeps.',
  silent: 'Equal revisions; updates that go on by themselves.',
  needs: { statefulSets: list(statefulSet) },
  uses: {},
  judge({ statefulSets }) {
    return statefulSets.flatMap((one): Finding[] => {
      const { updateStrategy } = one.spec ?? {};
      const { currentRevision, updateRevision, replicas = 0, updatedReplicas = 0 } = one.status ?? {};
      const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
      const isByHand = updateStrategy?.type === 'OnDelete';
      if ((!isByHand && partition === 0) || currentRevision === updateRevision || updatedReplicas >= replicas)
        return [];
      const object = refOf(statefulSet, one);
      const how = isByHand
        ? { path: 'spec.updateStrategy.type', value: 'OnDelete' }
        : { path: 'spec.updateStrategy.rollingUpdate.partition', value: partition };
      return [
        {
          rule: 'statefulset/update-held',
          severity: 'info',
          object,
          message: `${replicas - updatedReplicas} of ${replicas} pods are of an earlier revision: ${isByHand ? 'OnDelete updates a pod when it is deleted' : `the partition ${partition} keeps the ordinals below it`}.`,
          evidence: [
            { object, ...how },
            { object, path: 'status.updatedReplicas', value: one.status?.updatedReplicas ?? null },
          ],
          remedy: isByHand
            ? 'Delete the pods that are to be updated, one after the other.'
            : `Lower the partition of StatefulSet ${object.name} when the new revision has proved itself.`,
        },
      ];
    });
  },
});
