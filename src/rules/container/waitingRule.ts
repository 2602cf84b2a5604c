import type { Finding, Severity } from '../../core/finding.ts';
import { defineRule, type Stage } from '../../core/rule.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { podContainers, type PodContainer } from '../../kube/podContainers.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { explainedByContainer } from './explainedByContainer.ts';
import { needs } from './containerWorld.ts';

export interface WaitFacts {
  readonly pod: Pod;
  readonly container: PodContainer;
  /** `Container web` */
  readonly who: string;
  readonly reason: string;
  /** Text of the cluster. */
  readonly message: string;
}

export interface WaitingRule {
  readonly id: string;
  readonly stage: Stage;
  readonly severity: Severity;
  /** Of `state.waiting`. */
  readonly reasons: ReadonlySet<string>;
  readonly symptom?: true;
  readonly speaks: string;
  readonly silent: string;
  message(facts: WaitFacts): string;
  remedy(facts: WaitFacts): string;
}

/** A rule about containers that wait with one of some reasons, which the kubelet gives. */
export function waitingRule(rule: WaitingRule) {
  const { id, stage, severity, reasons, symptom, speaks, silent } = rule;
  return defineRule({
    id,
    stage,
    severity,
    ...(symptom === true ? { symptom } : { explains: explainedByContainer }),
    speaks,
    silent,
    needs,
    uses: {},
    judge: ({ pods }) =>
      pods.flatMap((pod) =>
        waiting(pod, reasons).map((container): Finding => {
          const { reason = '', message = '' } = container.status?.state?.waiting ?? {};
          const who = `${whoOf[container.type]} ${container.name}`;
          const facts = { pod, container, who, reason, message: message.replace(/\.$/, '') };
          const object = refOf(podKind, pod);
          return {
            rule: id,
            severity: unlessDeleted(pod, severity),
            object: { ...object, container: container.name },
            message: rule.message(facts),
            evidence: [
              { object, path: `${container.statusPath}.state.waiting.reason`, value: reason },
              ...(message === ''
                ? []
                : [{ object, path: `${container.statusPath}.state.waiting.message`, value: message }]),
            ],
            remedy: rule.remedy(facts),
          };
        }),
      ),
  });
}

export const whoOf = {
  app: 'Container',
  init: 'Init container',
  sidecar: 'Sidecar',
  ephemeral: 'Ephemeral container',
} as const;

function waiting(pod: Pod, reasons: ReadonlySet<string>): readonly PodContainer[] {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = pod.status ?? {};
  const statuses = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses];
  if (!statuses.some(({ state }) => reasons.has(state?.waiting?.reason ?? ''))) return [];
  return podContainers(pod).filter(({ status }) => reasons.has(status?.state?.waiting?.reason ?? ''));
}
