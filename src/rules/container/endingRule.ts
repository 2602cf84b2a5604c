import { counted } from '../../core/counted.ts';
import type { Evidence, Finding, Severity } from '../../core/finding.ts';
import { defineRule, type Stage } from '../../core/rule.ts';
import { age } from '../../kube/age.ts';
import type { EndCause } from '../../kube/ending/causeOfEnd.ts';
import { containerEnds, type ContainerEnd } from '../../kube/ending/containerEnds.ts';
import { eventRef } from '../../kube/eventsAbout.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { explainedByContainer } from './explainedByContainer.ts';
import { needs, usesNodes } from './containerWorld.ts';
import { whoOf } from './waitingRule.ts';

/** One end of a container, with what the texts of the rules are made of. */
export interface EndFacts extends ContainerEnd {
  readonly pod: Pod;
  /** `Container web`, `Init container migrate`. */
  readonly who: string;
  /** `9 times, last 2m ago` */
  readonly often: string;
  /** How often it ended at all: every restart is one, and the last end where it has not started again. */
  readonly times: number;
  /** `after 38s`; empty where not told. */
  readonly ran: string;
}

export interface EndingRule {
  readonly id: string;
  readonly cause: EndCause;
  readonly stage: Stage;
  readonly severity: Severity;
  readonly speaks: string;
  readonly silent: string;
  /** False: it keeps still about this one. */
  readonly applies?: (facts: EndFacts) => boolean;
  /** Where somebody has foreseen such an end the worst is a warning. */
  readonly isForeseen?: (facts: EndFacts) => boolean;
  /** It is about how pods end: that the pod is being deleted lowers nothing. */
  readonly ofDeletion?: true;
  message(facts: EndFacts): string;
  remedy(facts: EndFacts): string;
  /** Beyond the status of the end and the events seen. */
  readonly evidence?: (facts: EndFacts) => readonly { readonly path: string; readonly value: unknown }[];
  /** The field of the end that decides: `reason` by default. */
  readonly field?: 'reason' | 'exitCode';
}

const day = 86_400_000;

/** A rule about containers that ended for one cause: what ends apart is judged in one place (`causeOfEnd`), and told by one rule each. */
export function endingRule(rule: EndingRule) {
  const { id, cause, stage, severity, speaks, silent, applies = () => true } = rule;
  return defineRule({
    id,
    stage,
    severity,
    explains: explainedByContainer,
    speaks,
    silent,
    needs,
    uses: usesNodes,
    judge({ pods, events, nodeEvents, now }) {
      return pods.flatMap((pod) =>
        containerEnds(pod, events, nodeEvents)
          .filter((end) => end.cause === cause)
          .map((end) => factsOf(pod, end, now))
          .filter(applies)
          .map((facts) => findingOf(rule, facts, now, nodeEvents !== undefined)),
      );
    },
  });
}

function factsOf(pod: Pod, end: ContainerEnd, now: number): EndFacts {
  const { container, ending } = end;
  const times = (container.status?.restartCount ?? 0) + (ending.from === 'state' ? 1 : 0);
  const when = ending.finishedAt === undefined ? '' : `last ${age(Math.max(0, now - ending.finishedAt))} ago`;
  const { startedAt, finishedAt } = ending;
  return {
    ...end,
    pod,
    times,
    who: `${whoOf[container.type]} ${container.name}`,
    often: [times > 1 ? counted(times, 'time') : '', when].filter((part) => part !== '').join(', '),
    ran: startedAt === undefined || finishedAt === undefined ? '' : ` after ${age(finishedAt - startedAt)}`,
  };
}

function findingOf(rule: EndingRule, facts: EndFacts, now: number, knowsNode: boolean): Finding {
  const { pod, container, ending, events } = facts;
  const confidence = facts.confidence ?? (isSure(facts, knowsNode) ? 1 : undefined);
  const object = refOf(podKind, pod);
  const field = rule.field ?? 'reason';
  return {
    rule: rule.id,
    severity: severityOf(rule, facts, now),
    object: { ...object, container: container.name },
    message: rule.message(facts),
    evidence: [
      { object, path: `${ending.path}.${field}`, value: ending[field] },
      ...(rule.evidence?.(facts) ?? []).map((one): Evidence => ({ object, ...one })),
      ...events.map((event): Evidence => ({ object: eventRef(event), path: 'message', value: event.message })),
    ],
    remedy: rule.remedy(facts),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

/** What the runtime itself says needs no events; whose memory ran out, the container's or the node's, is told by the node's. */
function isSure({ cause }: EndFacts, knowsNode: boolean): boolean {
  return cause === 'startError' || cause === 'statusUnknown' || (cause === 'oomKilled' && knowsNode);
}

/** An old trouble with a healthy day since is no outage; what is being deleted or has ended well is none at all. */
function severityOf(
  { severity, isForeseen = () => false, ofDeletion }: EndingRule,
  facts: EndFacts,
  now: number,
): Severity {
  const { pod, container, ending } = facts;
  if (ofDeletion === true) return severity;
  if (pod.status?.phase === 'Succeeded') return 'info';
  const since = Date.parse(container.status?.state?.running?.startedAt ?? '');
  const isWellSince = ending.from === 'lastState' && container.status?.ready === true && now - since >= day;
  return unlessDeleted(pod, isWellSince || isForeseen(facts) ? 'warning' : severity);
}
