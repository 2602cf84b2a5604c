import type { Severity } from '../../core/finding.ts';
import { eventsAbout } from '../../kube/eventsAbout.ts';
import type { SeenEvent } from '../../kube/events.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { clusterOfLists } from '../../kube/scheduling/clusterOfLists.ts';
import { nodeGroups, nodeGroupsText } from '../../kube/scheduling/nodeGroups.ts';
import type { Obstacle } from '../../kube/scheduling/obstacle.ts';
import { placementOf, type Decided, type Placement } from '../../kube/scheduling/placement.ts';
import { schedulerSays, type SchedulerWords } from '../../kube/scheduling/schedulerSays.ts';
import { waitsForNode } from '../../kube/scheduling/waitsForNode.ts';
import { autoscalerWords } from '../../kube/scheduling/autoscalerWords.ts';
import { lacksScheduler } from './lacksScheduler.ts';
import type { SchedulingWorld } from './schedulingWorld.ts';

/** A pod that has waited too long, with all that its rules say. */
export interface WaitingPod {
  readonly pod: Pod;
  /** No scheduler has looked at it: nothing else is said then. */
  readonly isUnseen: boolean;
  readonly decided: readonly Decided[];
  /** Undefined where the nodes, or the pods on them, could not be read. */
  readonly placement: Placement | undefined;
  readonly said: SchedulerWords | undefined;
  /** `node-1: is cordoned; 2 nodes: …`; of its scheduler, where the nodes cannot be judged. */
  readonly table: string;
  readonly severity: Severity;
  readonly doubt: Doubt | undefined;
  /** A node is being made for it. */
  readonly newNode: SeenEvent | undefined;
  /** No node can be made for it. */
  readonly noNewNode: SeenEvent | undefined;
}

export interface Doubt {
  readonly confidence: number;
  /** A sentence. */
  readonly because: string;
}

const known = new WeakMap<readonly Pod[], { readonly of: SchedulingWorld; readonly waiting: readonly WaitingPod[] }>();

/** Judged once for all rules of a world. */
export function waitingPods(world: SchedulingWorld): readonly WaitingPod[] {
  const made = known.get(world.pods);
  if (made !== undefined && isSame(made.of, world)) return made.waiting;
  const waiting = world.pods
    .filter((pod) => waitsForNode(pod, world.now) && !isPlaced(pod, world))
    .map((pod) => waitingPod(pod, world));
  known.set(world.pods, { of: world, waiting });
  return waiting;
}

function isSame(a: SchedulingWorld, b: SchedulingWorld): boolean {
  return a.now === b.now && a.events === b.events && a.everywhere === b.everywhere && a.nodes === b.nodes;
}

const placed = new WeakMap<readonly Pod[], ReadonlySet<string | undefined>>();

/** The pods of all namespaces may have been read later: a pod that has got its node meanwhile must not stand in its own way. */
function isPlaced({ metadata }: Pod, { everywhere }: SchedulingWorld): boolean {
  if (everywhere === undefined || metadata?.uid === undefined) return false;
  const uids =
    placed.get(everywhere) ??
    new Set(everywhere.filter(({ spec }) => (spec?.nodeName ?? '') !== '').map((one) => one.metadata?.uid));
  placed.set(everywhere, uids);
  return uids.has(metadata.uid);
}

function waitingPod(pod: Pod, world: SchedulingWorld): WaitingPod {
  const { nodes, everywhere, events, now } = world;
  const placement =
    nodes === undefined || everywhere === undefined
      ? undefined
      : placementOf(pod, clusterOfLists({ ...world, nodes, everywhere }));
  const said = schedulerSays(pod, events);
  const isUnseen = said === undefined && lacksScheduler(pod, world);
  const computed = placement?.decided ?? [];
  const isHeld = placement?.verdict.held !== undefined;
  const decided = isUnseen ? [] : computed.length > 0 || isHeld ? computed : bySaid(said);
  const { newNode, noNewNode } = autoscalerWords(eventsAbout(events, refOf(podKind, pod), pod.metadata?.uid), now);
  const doubt = doubtOf(pod, placement, said);
  return {
    pod,
    isUnseen,
    decided,
    placement,
    said,
    table: tableOf(placement, said),
    severity: newNode !== undefined ? 'info' : (pod.status?.nominatedNodeName ?? '') !== '' ? 'warning' : 'critical',
    doubt,
    newNode,
    noNewNode,
  };
}

/** Met on the most nodes; a taint, which those of a control plane have as they should, before others only where most have one. */
function bySaid(said: SchedulerWords | undefined): readonly Decided[] {
  const [first, second] = said?.obstacles ?? [];
  const obstacle = first === 'untolerated-taint' ? (second ?? first) : first;
  return obstacle === undefined ? [] : [{ obstacle, refusals: [] }];
}

/** What is one thing in the scheduler's words. */
const alike: Partial<Record<Obstacle, Obstacle>> = {
  'node-selector-mismatch': 'node-affinity-mismatch',
  'extended-resource-absent': 'insufficient-extended-resource',
};

/** The scheduler decides; ours is its reckoning repeated, from what is there now. */
function doubtOf(pod: Pod, placement: Placement | undefined, said: SchedulerWords | undefined): Doubt | undefined {
  if (placement === undefined) return undefined;
  const [first] = placement.decided;
  if (first === undefined) {
    const taker = placement.nodes.find(({ refusals }) => refusals.length === 0);
    if (taker === undefined || said === undefined || bySaid(said)[0]?.obstacle === 'resource-claim-unmet')
      return undefined;
    return { confidence: 0.5, because: `By what can be read now node ${taker.node} would take it.` };
  }
  if (said !== undefined) {
    const agrees = said.obstacles.includes(alike[first.obstacle] ?? first.obstacle);
    return agrees ? undefined : { confidence: 0.6, because: `Its scheduler says otherwise: ${said.message}` };
  }
  const { schedulerName = 'default-scheduler' } = pod.spec ?? {};
  return schedulerName === 'default-scheduler'
    ? undefined
    : { confidence: 0.7, because: `Judged as the default scheduler would; its own is ${schedulerName}.` };
}

function tableOf(placement: Placement | undefined, said: SchedulerWords | undefined): string {
  if (placement === undefined || (placement.decided.length === 0 && said !== undefined)) return said?.message ?? '';
  const { verdict, nodes } = placement;
  if (verdict.held !== undefined) return verdict.held.because;
  return nodes.length === 0 ? 'none of the nodes that it names exists' : nodeGroupsText(nodeGroups(nodes));
}
