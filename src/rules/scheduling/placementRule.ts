import type { Evidence, Finding } from '../../core/finding.ts';
import { defineRule, type AnyRule } from '../../core/rule.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import type { Obstacle } from '../../kube/scheduling/obstacle.ts';
import type { Decided, Placement } from '../../kube/scheduling/placement.ts';
import { explainedByScheduling } from './explainedByScheduling.ts';
import { schedulingNeeds, schedulingUses, type SchedulingWorld } from './schedulingWorld.ts';
import { waitingPods, type WaitingPod } from './waitingPods.ts';

/** Where a pod meets an obstacle. */
export interface Met {
  readonly pod: Pod;
  readonly decided: Decided;
  /** Undefined where only the scheduler's words are known. */
  readonly placement: Placement | undefined;
  readonly world: SchedulingWorld;
}

interface Told {
  readonly id: `scheduling/${Obstacle}`;
  /** What no node has, or what every node has against it. A sentence without its end; what each node says follows. */
  readonly what: string;
  readonly speaks: string;
  readonly silent: string;
  /** The deciding fields: of the pod first, then of the node where the smallest change would be made. */
  readonly evidence: (met: Met) => readonly Evidence[];
  readonly remedy: (met: Met) => string;
}

/** A rule about one thing that keeps waiting pods from every node. All of them share one judgement of each pod. */
export function placementRule({ id, what, speaks, silent, evidence, remedy }: Told): AnyRule {
  return defineRule({
    id,
    stage: 'scheduling',
    severity: 'critical',
    explains: explainedByScheduling,
    speaks,
    silent,
    needs: schedulingNeeds,
    uses: schedulingUses,
    judge(world) {
      return waitingPods(world).flatMap((waiting) =>
        waiting.decided
          .filter(({ obstacle }) => id === `scheduling/${obstacle}`)
          .map((decided): Finding => {
            const { pod, placement, said, severity, doubt } = waiting;
            const met: Met = { pod, decided, placement, world };
            return {
              rule: id,
              severity,
              object: refOf(podKind, pod),
              message: messageOf(what, waiting),
              evidence: [...evidence(met), ...(said === undefined ? [] : [said.evidence])],
              remedy: [...smallest(placement), remedy(met)].join(' '),
              ...(doubt === undefined ? {} : { confidence: doubt.confidence }),
            };
          }),
      );
    },
  });
}

function messageOf(what: string, { table, doubt, pod, newNode }: WaitingPod): string {
  const nominated = pod.status?.nominatedNodeName ?? '';
  return [
    `${what}: ${table}${table.endsWith('.') ? '' : '.'}`,
    ...(doubt === undefined ? [] : [doubt.because]),
    ...(newNode === undefined ? [] : ['A new node is on its way.']),
    ...(nominated === '' ? [] : [`Room is being made for it on ${nominated}, by preemption.`]),
  ].join(' ');
}

/** `The smallest change: uncordon node-2.` */
function smallest(placement: Placement | undefined): readonly string[] {
  const change = placement?.change;
  if (change === undefined) return [];
  return [`The smallest change: ${change.changes.map(({ words }) => words).join(', and ')}.`];
}
