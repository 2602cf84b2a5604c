import { eventsAbout } from '../eventsAbout.ts';
import type { KubeEvent } from '../kinds/event.ts';
import { pod as podKind, type Pod } from '../kinds/pod.ts';
import { refOf } from '../metadata.ts';
import { podContainers, type PodContainer } from '../podContainers.ts';
import { causeOfEnd, type CauseOfEnd } from './causeOfEnd.ts';
import { endingsOf, type Ending } from './endings.ts';

export interface ContainerEnd extends CauseOfEnd {
  readonly container: PodContainer;
  readonly ending: Ending;
}

interface Known {
  readonly events: readonly KubeEvent[] | undefined;
  readonly nodeEvents: readonly KubeEvent[] | undefined;
  readonly ends: readonly ContainerEnd[];
}

const known = new WeakMap<Pod, Known>();
const none: readonly ContainerEnd[] = [];

/** How the last run of each container ended, and why; nothing of those that have never ended. Worked out once for all rules. */
export function containerEnds(
  pod: Pod,
  events: readonly KubeEvent[] | undefined,
  nodeEvents: readonly KubeEvent[] | undefined,
): readonly ContainerEnd[] {
  if (!hasEnded(pod)) return none;
  const before = known.get(pod);
  if (before !== undefined && before.events === events && before.nodeEvents === nodeEvents) return before.ends;
  const seen = eventsAbout(events, refOf(podKind, pod), pod.metadata?.uid);
  const ofNode = eventsAbout(nodeEvents, { kind: 'Node', name: pod.spec?.nodeName ?? '' });
  const ends = podContainers(pod).flatMap((container): readonly ContainerEnd[] => {
    const [ending] = endingsOf(container);
    if (ending === undefined) return [];
    return [{ container, ending, ...causeOfEnd(ending, { pod, container, events: seen, nodeEvents: ofNode }) }];
  });
  known.set(pod, { events, nodeEvents, ends });
  return ends;
}

function hasEnded({ status }: Pod): boolean {
  return [status?.containerStatuses, status?.initContainerStatuses, status?.ephemeralContainerStatuses].some(
    (statuses) => statuses?.some((one) => (one.state?.terminated ?? one.lastState?.terminated) !== undefined) === true,
  );
}
