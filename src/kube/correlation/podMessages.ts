import type { Evidence } from '../../core/finding.ts';
import type { SeenEvent } from '../events.ts';
import { eventRef } from '../eventsAbout.ts';
import { pod as podKind, type Pod } from '../kinds/pod.ts';
import { refOf } from '../metadata.ts';
import { podContainers } from '../podContainers.ts';

/** What was said about a pod's trouble, with the field that says it. */
export interface TroubleMessage {
  readonly text: string;
  readonly evidence: Evidence;
}

/** The pod's own messages: of its status and its containers, of what it waits for and how it ended. */
export function podMessages(pod: Pod): readonly TroubleMessage[] {
  const object = refOf(podKind, pod);
  const told = (path: string, text: string | undefined): readonly TroubleMessage[] =>
    text === undefined || text === '' ? [] : [{ text, evidence: { object, path, value: text } }];
  return [
    ...told('status.message', pod.status?.message),
    ...(pod.status?.conditions ?? []).flatMap(({ status, message }, index) =>
      status === 'False' ? told(`status.conditions[${index}].message`, message) : [],
    ),
    ...podContainers(pod).flatMap(({ status, statusPath }) => [
      ...told(`${statusPath}.state.waiting.message`, status?.state?.waiting?.message),
      ...told(`${statusPath}.state.terminated.message`, status?.state?.terminated?.message),
      ...told(`${statusPath}.lastState.terminated.message`, status?.lastState?.terminated?.message),
    ]),
  ];
}

/** Of warnings about something. */
export function eventMessages(events: readonly SeenEvent[]): readonly TroubleMessage[] {
  return events
    .filter(({ type, message }) => type === 'Warning' && message !== '')
    .map((event) => ({
      text: event.message,
      evidence: { object: eventRef(event), path: 'message', value: event.message },
    }));
}
