import type { JsonObject } from '../../core/json.ts';
import { mapAt, textAt, valueAt } from '../kubeObject.ts';
import { podSpecDefaults } from './podDefaults.ts';
import { claimDefaults } from './storageDefaults.ts';
import { withDefaults, withEach } from './withDefaults.ts';

type Fill = (object: JsonObject) => JsonObject;

/** Source: kubernetes/pkg/apis/apps/v1/defaults.go, kubernetes/pkg/apis/batch/v1/defaults.go. */
export const workloadDefaults: Readonly<Record<string, Fill>> = {
  Deployment: (object) =>
    withTemplate(object, {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy:
        textAt(object, 'spec.strategy.type') === 'Recreate'
          ? { type: 'Recreate' }
          : { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
    }),
  ReplicaSet: (object) => withTemplate(object, { replicas: 1 }),
  ReplicationController: (object) => withTemplate(object, { replicas: 1 }),
  StatefulSet: (object) => {
    const filled = withTemplate(object, {
      replicas: 1,
      revisionHistoryLimit: 10,
      podManagementPolicy: 'OrderedReady',
      updateStrategy:
        textAt(object, 'spec.updateStrategy.type') === 'OnDelete'
          ? { type: 'OnDelete' }
          : { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
    const spec = withEach(mapAt(filled, 'spec'), ['volumeClaimTemplates'], (claim) =>
      withDefaults(claimDefaults(claim), { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }),
    );
    return { ...filled, spec };
  },
  DaemonSet: (object) =>
    withTemplate(
      withDefaults(object, { metadata: { annotations: { 'deprecated.daemonset.template.generation': '1' } } }),
      {
        revisionHistoryLimit: 10,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      },
    ),
  Job: jobDefaults,
  CronJob: (object) => {
    const filled = withDefaults(object, {
      spec: { concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 },
      status: {},
    });
    // Of the Job in it only the pod's template is filled in: the rest comes when a Job is made from it.
    const template = mapAt(filled, 'spec.jobTemplate');
    return { ...filled, spec: { ...mapAt(filled, 'spec'), jobTemplate: withTemplate(template, {}) } };
  },
};

function jobDefaults(object: JsonObject): JsonObject {
  const parallelism = valueAt(object, 'spec.parallelism');
  return withTemplate(object, {
    parallelism: 1,
    // A work queue, which says how many at once only, has no number of completions.
    ...(parallelism === undefined ? { completions: 1 } : {}),
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: 'TerminatingOrFailed',
  });
}

function withTemplate(object: JsonObject, specDefaults: JsonObject): JsonObject {
  const spec = withDefaults(mapAt(object, 'spec'), specDefaults);
  const template = mapAt(spec, 'template');
  return { ...object, spec: { ...spec, template: { ...template, spec: podSpecDefaults(mapAt(template, 'spec')) } } };
}
