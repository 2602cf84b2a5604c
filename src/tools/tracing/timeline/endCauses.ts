import type { Severity } from '../../../core/finding.ts';
import { objectPath } from '../../../core/objectRef.ts';
import { causeOfEnd, type CauseOfEnd, type EndCause } from '../../../kube/ending/causeOfEnd.ts';
import { endingsOf } from '../../../kube/ending/endings.ts';
import type { SeenEvent } from '../../../kube/events.ts';
import { pod as podKind, type Pod } from '../../../kube/kinds/pod.ts';
import { refOf } from '../../../kube/metadata.ts';
import { podContainers } from '../../../kube/podContainers.ts';
import type { TimelineMoment } from '../../../kube/timeline/moment.ts';
import { causeWords } from '../../restarts/causeWords.ts';

/** Ends whose exit code and reason tell all that is known of them. */
const plain = new Set<EndCause>(['completed', 'applicationError', 'endedByItself', 'startError']);

/** Ends that are nobody's failure. */
const news = new Set<EndCause>(['stoppedOnPurpose', 'statusUnknown']);

/** The moments with, at the end of a container, who or what ended it: a probe, the node, a deletion. */
export function withEndCauses(
  moments: readonly TimelineMoment[],
  pods: readonly Pod[],
  events: readonly SeenEvent[],
): readonly TimelineMoment[] {
  const causes = causesByField(pods, events);
  return moments.map((moment): TimelineMoment => {
    if (moment.shape !== 'event' || moment.path === undefined) return moment;
    const found = causes.get(fieldOf(moment.object, moment.path));
    if (found === undefined || plain.has(found.cause)) return moment;
    const detail = [wordsOf(found), moment.detail].filter((one) => one !== undefined).join('; ');
    return { ...moment, severity: severityOf(moment.severity, found.cause), detail };
  });
}

function causesByField(pods: readonly Pod[], events: readonly SeenEvent[]): ReadonlyMap<string, CauseOfEnd> {
  const causes = new Map<string, CauseOfEnd>();
  for (const pod of pods) {
    const object = refOf(podKind, pod);
    const own = events.filter((one) => isAbout(one, pod));
    const ofNode = events.filter((one) => one.object.kind === 'Node' && one.object.name === pod.spec?.nodeName);
    for (const container of podContainers(pod))
      for (const ending of endingsOf(container))
        causes.set(
          fieldOf(object, ending.path),
          causeOfEnd(ending, { pod, container, events: own, nodeEvents: ofNode }),
        );
  }
  return causes;
}

function isAbout({ object, objectUid }: SeenEvent, { metadata }: Pod): boolean {
  if (object.kind !== 'Pod' || object.name !== metadata?.name || object.namespace !== metadata.namespace) return false;
  return objectUid === undefined || metadata.uid === undefined || objectUid === metadata.uid;
}

function fieldOf({ kind, namespace, name }: TimelineMoment['object'], path: string): string {
  return `${objectPath({ kind, name, ...(namespace === undefined ? {} : { namespace }) })} ${path}`;
}

function wordsOf({ cause, by, confidence = 1 }: CauseOfEnd): string {
  return `${confidence < 1 ? 'most likely ' : ''}${causeWords[cause]}${by === undefined ? '' : ` (${by})`}`;
}

function severityOf(severity: Severity, cause: EndCause): Severity {
  return news.has(cause) ? 'info' : severity;
}
