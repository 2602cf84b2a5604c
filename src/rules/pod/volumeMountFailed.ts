import { defineRule, list } from '../../core/rule.ts';
import { eventsAbout } from '../../kube/eventsAbout.ts';
import { event } from '../../kube/kinds/event.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { awaitsSandbox } from '../../kube/start/awaitsSandbox.ts';
import { failedMounts } from '../../kube/start/failedVolumes.ts';
import { explainedByPod } from './explainedByPod.ts';
import { volumeFinding } from './volumeFinding.ts';

export const volumeMountFailed = defineRule({
  id: 'pod/volume-mount-failed',
  stage: 'volume',
  severity: 'critical',
  explains: explainedByPod,
  speaks:
    'A pod waits for a volume that cannot be mounted (FailedMount, FailedMapVolume): tells a missing ConfigMap, Secret or key, a driver that is not there, a refusal, a wrong file system and a time-out apart.',
  silent:
    'Volumes that were mounted at a later try; the first minute of a pod; running pods, whose volumes are only read anew; optional sources; volumes that are not attached yet (pod/volume-attach-failed).',
  needs: { pods: list(podKind), events: list(event) },
  uses: {},
  judge: ({ pods, events, now }) =>
    pods.flatMap((pod) =>
      awaitsSandbox(pod, now)
        ? failedMounts(eventsAbout(events, refOf(podKind, pod), pod.metadata?.uid)).map((failed) =>
            volumeFinding('pod/volume-mount-failed', 'mounted', pod, failed),
          )
        : [],
    ),
});
