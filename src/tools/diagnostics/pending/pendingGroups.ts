import type { Finding } from '../../../core/finding.ts';
import { objectPath } from '../../../core/objectRef.ts';
import { rankOf } from '../../../kube/judgedPod.ts';
import { pod as podKind, type Pod } from '../../../kube/kinds/pod.ts';
import { refOf } from '../../../kube/metadata.ts';
import { workloadOf } from '../../../kube/owners.ts';
import { compareKeys, type SortKey } from '../../../kube/paging.ts';
import type { HealthLevel } from '../../../kube/podHealth.ts';
import { failedScheduling, type FailedScheduling } from '../../../kube/scheduling/failedScheduling.ts';
import { nodeGroups } from '../../../kube/scheduling/nodeGroups.ts';
import { templateKey } from '../../../kube/scheduling/templateKey.ts';
import { waitedFor, waitsForNode } from '../../../kube/scheduling/waitsForNode.ts';
import type { WaitingPod } from '../../../rules/scheduling/waitingPods.ts';

/** Why a pod has no node, told apart by who has to do something. */
export type PendingState =
  | 'unschedulable'
  | 'volume not bound'
  | 'no scheduler'
  | 'gated'
  | 'cause not found'
  | 'waiting for a new node'
  | 'just created';

/** Pods of one owner that wait for the same reason. */
export interface PendingGroup {
  readonly namespace: string;
  /** `Deployment/cart`; `none` for pods that nobody manages. */
  readonly owner: string;
  readonly state: PendingState;
  readonly level: HealthLevel;
  readonly pods: number;
  /** Some of them, the oldest first. */
  readonly names: readonly string[];
  readonly oldestSeconds: number;
  /** The rules that tell the cause, without `scheduling/`. */
  readonly because: readonly string[];
  /** What the nodes say, the most first. */
  readonly nodes?: readonly PendingNodes[];
  /** Nodes that are not told of here. */
  readonly moreNodes?: number;
  readonly smallestChange?: string;
  /** The message of its scheduler, parsed; as text where it is of another form. */
  readonly scheduler?: Omit<FailedScheduling, 'before'> | string;
  readonly gates?: readonly string[];
  readonly confidence?: number;
}

export interface PendingNodes {
  readonly nodes: number;
  /** Some of them. */
  readonly names: readonly string[];
  /** Of the first of them, with its figures; none: it would take the pod. */
  readonly because: readonly string[];
}

/** Pods that are placed alike: one of them is judged for all. */
export interface Alike {
  readonly first: Pod;
  readonly pods: readonly Pod[];
}

/** By owner and template, the oldest first. */
export function alikePods(pods: readonly Pod[], now: number): readonly Alike[] {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods.toSorted((a, b) => waitedFor(b, now) - waitedFor(a, now))) {
    const isNew = !waitsForNode(pod, now);
    const key = [ownerOf(pod), templateKey(pod), isNew, pod.status?.nominatedNodeName].join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pod]);
    else group.push(pod);
  }
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    return first === undefined ? [] : [{ first, pods: members }];
  });
}

const named = 3;
const shownNodes = 4;

/** Of one owner the groups with the same cause are one. The worst and the largest first. */
export function pendingGroups(
  alike: readonly Alike[],
  waiting: readonly WaitingPod[],
  findings: readonly Finding[],
  now: number,
): readonly PendingGroup[] {
  const judged = new Map(waiting.map((one) => [one.pod, one]));
  const causes = new Map<string, Finding[]>();
  for (const finding of findings) {
    const path = objectPath(finding.object);
    const known = causes.get(path);
    if (known === undefined) causes.set(path, [finding]);
    else known.push(finding);
  }
  const groups = new Map<string, PendingGroup>();
  for (const { first, pods } of alike) {
    const one = judged.get(first);
    const own = causes.get(objectPath(refOf(podKind, first))) ?? [];
    const group = groupOf(first, pods, one, own, now);
    const cause = causeOf(group, one, own);
    const key = [group.namespace, group.owner, group.state, group.because, group.gates, cause].join('\n');
    const known = groups.get(key);
    groups.set(
      key,
      known === undefined
        ? group
        : { ...known, pods: known.pods + group.pods, names: [...known.names, ...group.names].slice(0, named) },
    );
  }
  return [...groups.values()].sort((a, b) => compareKeys(pendingOrder(a), pendingOrder(b)));
}

/**
 * What tells apart pods of one owner whom the same rule speaks of: what is wrong with the claim of each, which has a name of its own;
 * of pods that nobody manages all that is said, since they have nothing else in common.
 */
function causeOf({ owner }: PendingGroup, one: WaitingPod | undefined, findings: readonly Finding[]): string {
  const held = one?.placement?.verdict.held;
  const words = [held?.because ?? '', ...(owner === 'none' ? findings.map(({ message }) => message) : [])].join('\n');
  const claim = held?.claim?.name ?? '';
  return claim === '' ? words : words.replaceAll(claim, '…');
}

/** The worst and the largest first. */
export function pendingOrder({ level, pods, namespace, owner, state, because, gates = [] }: PendingGroup): SortKey {
  return [rankOf(level), -pods, namespace, owner, state, because.join(), gates.join()];
}

function groupOf(
  pod: Pod,
  pods: readonly Pod[],
  one: WaitingPod | undefined,
  findings: readonly Finding[],
  now: number,
): PendingGroup {
  const gates = (pod.spec?.schedulingGates ?? []).map(({ name = '' }) => name);
  const state = gates.length > 0 ? 'gated' : one === undefined ? 'just created' : stateOf(one);
  const confidence = findings[0]?.confidence;
  return {
    namespace: pod.metadata?.namespace ?? '',
    owner: ownerOf(pod),
    state,
    level: levels[state],
    pods: pods.length,
    names: pods.slice(0, named).map(({ metadata }) => metadata?.name ?? ''),
    oldestSeconds: Math.round(waitedFor(pod, now) / 1000),
    because: findings.map(({ rule }) => rule.replace(/^scheduling\//, '')),
    ...(one === undefined ? {} : placingOf(one)),
    ...(gates.length === 0 ? {} : { gates }),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

const levels: Readonly<Record<PendingState, HealthLevel>> = {
  unschedulable: 'critical',
  'volume not bound': 'critical',
  'no scheduler': 'critical',
  'cause not found': 'critical',
  gated: 'warning',
  'waiting for a new node': 'warning',
  'just created': 'starting',
};

function stateOf({ newNode, isUnseen, placement, decided }: WaitingPod): PendingState {
  if (newNode !== undefined) return 'waiting for a new node';
  if (isUnseen) return 'no scheduler';
  if (placement?.verdict.held?.by === 'claim' || decided.some(({ obstacle }) => obstacle === 'volume-unbound'))
    return 'volume not bound';
  return decided.length > 0 ? 'unschedulable' : 'cause not found';
}

function placingOf({ placement, said }: WaitingPod): Partial<PendingGroup> {
  const groups = placement === undefined ? [] : nodeGroups(placement.nodes);
  const more = groups.slice(shownNodes).reduce((sum, { nodes }) => sum + nodes.length, 0);
  const parsed = said === undefined ? undefined : failedScheduling(said.message);
  const held = placement?.verdict.held;
  return {
    ...(held !== undefined && held.by !== 'noNodes'
      ? { nodes: [{ nodes: placement?.nodes.length ?? 0, names: [], because: [held.because] }] }
      : groups.length === 0
        ? {}
        : {
            nodes: groups.slice(0, shownNodes).map(({ nodes, because }) => ({
              nodes: nodes.length,
              names: nodes.slice(0, named),
              because,
            })),
          }),
    ...(more > 0 ? { moreNodes: more } : {}),
    ...(placement?.change === undefined
      ? {}
      : { smallestChange: placement.change.changes.map(({ words }) => words).join(', and ') }),
    ...(said === undefined
      ? {}
      : {
          scheduler:
            parsed === undefined || parsed.before !== undefined
              ? said.message
              : { nodes: parsed.nodes, reasons: parsed.reasons },
        }),
  };
}

function ownerOf(pod: Pod): string {
  const owner = workloadOf(pod);
  return owner === undefined ? 'none' : `${owner.kind}/${owner.name}`;
}
