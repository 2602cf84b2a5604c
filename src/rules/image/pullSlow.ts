import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { age } from '../../kube/age.ts';
import { containerOf } from '../../kube/ending/probeKills.ts';
import type { SeenEvent } from '../../kube/events.ts';
import { eventRef, eventsAbout } from '../../kube/eventsAbout.ts';
import { pullTime } from '../../kube/image/pullTime.ts';
import { event } from '../../kube/kinds/event.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';

const slow = 60_000;

/** What an image makes a pod wait counts when its place has to be taken at once: a rollout, a lost node, more load. */
export const pullSlow = defineRule({
  id: 'image/pull-slow',
  stage: 'image',
  severity: 'info',
  speaks: 'An image took a minute or longer to pull, or is being pulled for longer: by the events of the last hour.',
  silent: 'Images that were on the node already; failed pulls, which have their own findings.',
  needs: { pods: list(podKind), events: list(event) },
  uses: {},
  judge: ({ pods, events, now }) =>
    pods.flatMap((pod): readonly Finding[] => {
      const object = refOf(podKind, pod);
      const seen = eventsAbout(events, object, pod.metadata?.uid);
      return seen.flatMap((one, index): readonly Finding[] => {
        const said = pulled(one) ?? stillPulling(one, seen.slice(index + 1), now);
        if (said === undefined) return [];
        const container = containerOf(one.fieldPath);
        return [
          {
            rule: 'image/pull-slow',
            severity: 'info',
            object: { ...object, ...(container === undefined ? {} : { container }) },
            message: said.message,
            evidence: [{ object: eventRef(one), path: 'message', value: one.message }],
            remedy: said.remedy,
          },
        ];
      });
    }),
});

interface Said {
  readonly message: string;
  readonly remedy: string;
}

const smaller =
  'Make the image smaller (fewer layers and tools, a slim base), or have it nearer: a registry in the same network, a cache on the nodes.';

function pulled(one: SeenEvent): Said | undefined {
  const time = pullTime(one);
  if (time === undefined || time.whole < slow) return undefined;
  const { image, whole, pulling, bytes } = time;
  const size = bytes === undefined ? '' : `, ${Math.round(bytes / 1_000_000)} MB`;
  const queued = whole - pulling;
  return queued > pulling
    ? {
        message: `Image ${image} took ${age(whole)} to come (${age(queued)} of it behind other images${size}).`,
        remedy:
          'Let the kubelet pull several images at once (serializeImagePulls: false, maxParallelImagePulls), or start fewer pods at a time.',
      }
    : { message: `Image ${image} took ${age(whole)} to come${size}.`, remedy: smaller };
}

function stillPulling(one: SeenEvent, later: readonly SeenEvent[], now: number): Said | undefined {
  const { reason, message, lastAt, fieldPath } = one;
  if (reason !== 'Pulling' || now - lastAt < slow || later.some((next) => next.fieldPath === fieldPath))
    return undefined;
  const [, image = ''] = /"([^"]*)"/.exec(message) ?? [];
  return { message: `Image ${image} is being pulled for ${age(now - lastAt)}.`, remedy: smaller };
}
