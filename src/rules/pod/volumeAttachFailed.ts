import { defineRule, list } from '../../core/rule.ts';
import { eventsAbout } from '../../kube/eventsAbout.ts';
import { event } from '../../kube/kinds/event.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { awaitsSandbox } from '../../kube/start/awaitsSandbox.ts';
import { failedAttachments } from '../../kube/start/failedVolumes.ts';
import { explainedByPod } from './explainedByPod.ts';
import { volumeFinding } from './volumeFinding.ts';

export const volumeAttachFailed = defineRule({
  id: 'pod/volume-attach-failed',
  stage: 'volume',
  severity: 'critical',
  explains: ['pod/volume-mount-failed', ...explainedByPod],
  speaks:
    'A pod waits for a volume that cannot be attached to its node (FailedAttachVolume): of one that another node has, names the pods that use it there.',
  silent: 'Volumes that were attached at a later try; running pods; the first minute of a pod.',
  needs: { pods: list(podKind), events: list(event) },
  uses: {},
  judge: ({ pods, events, now }) =>
    pods.flatMap((pod) =>
      awaitsSandbox(pod, now)
        ? failedAttachments(eventsAbout(events, refOf(podKind, pod), pod.metadata?.uid)).map((failed) =>
            volumeFinding('pod/volume-attach-failed', 'attached', pod, failed),
          )
        : [],
    ),
});
