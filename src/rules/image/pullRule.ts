import type { Evidence, Finding, Severity } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { imageRegistry } from '../../kube/correlation/imageRegistry.ts';
import { isFinished } from '../../kube/endpoints.ts';
import { eventRef, eventsAbout } from '../../kube/eventsAbout.ts';
import { isPullReason, pullFailure, type PullFailure } from '../../kube/image/pullFailure.ts';
import { event, type KubeEvent } from '../../kube/kinds/event.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { podContainers, type PodContainer } from '../../kube/podContainers.ts';
import { whoOf } from '../container/waitingRule.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { explainedByImage } from './explainedByImage.ts';

export interface PullFacts {
  readonly pod: Pod;
  readonly container: PodContainer;
  /** `Container web` */
  readonly who: string;
  /** As the pod names it. */
  readonly image: string;
  /** `docker.io` */
  readonly registry: string;
  readonly failure: PullFailure;
}

export interface PullRule {
  readonly id: string;
  readonly problem: PullFailure['problem'];
  readonly speaks: string;
  readonly silent: string;
  message(facts: PullFacts): string;
  remedy(facts: PullFacts): string;
  /** More fields of the pod that matter, beside the image. */
  readonly evidence?: (facts: PullFacts) => readonly { readonly path: string; readonly value: unknown }[];
}

const needs = { pods: list(podKind) };
const uses = { events: list(event) };

/** A rule about containers whose image cannot be had for one cause. */
export function pullRule(rule: PullRule) {
  const { id, speaks, silent } = rule;
  return defineRule({
    id,
    stage: 'image',
    severity: 'critical',
    explains: explainedByImage,
    speaks,
    silent,
    needs,
    uses,
    judge: ({ pods, events }) => pods.flatMap((pod) => pullFindings(rule, pod, events)),
  });
}

export function pullFindings(rule: PullRule, pod: Pod, events: readonly KubeEvent[] | undefined): readonly Finding[] {
  if (!waitsForImage(pod)) return [];
  const object = refOf(podKind, pod);
  const seen = eventsAbout(events, object, pod.metadata?.uid);
  return podContainers(pod).flatMap((container): readonly Finding[] => {
    const failure = pullFailure(container, seen);
    if (failure?.problem !== rule.problem) return [];
    const { image = '' } = container.spec;
    const who = `${whoOf[container.type]} ${container.name}`;
    const facts = { pod, container, who, image, registry: imageRegistry(image), failure };
    const own = (rule.evidence?.(facts) ?? []).map((one): Evidence => ({ object, ...one }));
    return [
      {
        rule: rule.id,
        severity: severityOf(pod),
        object: { ...object, container: container.name },
        message: rule.message(facts),
        evidence: [...told(facts), { object, path: `${container.specPath}.image`, value: image }, ...own],
        remedy: rule.remedy(facts),
        // What the reason or the message says needs no events
        ...(failure.problem === 'unknown' || failure.from === 'event' ? {} : { confidence: 1 }),
      },
    ];
  });
}

function waitsForImage({ status }: Pod): boolean {
  return [status?.containerStatuses, status?.initContainerStatuses, status?.ephemeralContainerStatuses].some((all) =>
    all?.some(({ state }) => isPullReason(state?.waiting?.reason)),
  );
}

/** What decides first. */
function told({ pod, container, failure }: PullFacts): readonly Evidence[] {
  const object = refOf(podKind, pod);
  const { reason, message } = container.status?.state?.waiting ?? {};
  const at = `${container.statusPath}.state.waiting`;
  const byReason: Evidence = { object, path: `${at}.reason`, value: reason };
  const byMessage: readonly Evidence[] =
    message === undefined ? [] : [{ object, path: `${at}.message`, value: message }];
  const byEvent: readonly Evidence[] =
    failure.event === undefined
      ? []
      : [{ object: eventRef(failure.event), path: 'message', value: failure.event.message }];
  // The event says the same once more
  return failure.from === 'message' ? [...byMessage, byReason] : [byReason, ...byMessage, ...byEvent];
}

function severityOf(pod: Pod): Severity {
  return isFinished(pod) ? 'info' : unlessDeleted(pod, 'critical');
}
