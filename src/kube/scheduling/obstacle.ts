import { hasLabels } from './matchesNode.ts';
import type { Pod } from '../kinds/pod.ts';
import type { PlacedNode } from './placedNode.ts';
import type { Refusal } from './refusal.ts';

/** What keeps a pod from a node, in the words of the rules. */
export type Obstacle =
  | 'insufficient-cpu'
  | 'insufficient-memory'
  | 'insufficient-ephemeral-storage'
  | 'insufficient-extended-resource'
  | 'extended-resource-absent'
  | 'too-many-pods'
  | 'untolerated-taint'
  | 'node-selector-mismatch'
  | 'node-affinity-mismatch'
  | 'pod-affinity-unmet'
  | 'anti-affinity-conflict'
  | 'topology-spread-unmet'
  | 'port-conflict'
  | 'volume-zone-conflict'
  | 'volume-unbound'
  | 'volume-limit'
  | 'volume-in-use'
  | 'node-cordoned'
  | 'no-nodes'
  | 'resource-claim-unmet';

/** The first that fits counts. A claim that does not exist is no obstacle of scheduling: what names it is wrong. */
const words: readonly (readonly [RegExp, Obstacle | undefined])[] = [
  [/persistentvolumeclaim ".*" not found/, undefined],
  [/^Insufficient cpu$/, 'insufficient-cpu'],
  [/^Insufficient memory$/, 'insufficient-memory'],
  [/^Insufficient ephemeral-storage$/, 'insufficient-ephemeral-storage'],
  [/^(?:Too many pods|Insufficient pods)$/, 'too-many-pods'],
  [/^Insufficient /, 'insufficient-extended-resource'],
  [/untolerated taint|taints? .*that the pod didn't tolerate/, 'untolerated-taint'],
  [/PersistentVolume's node affinity|volume node affinity conflict|no available volume zone/, 'volume-zone-conflict'],
  [/exceed max volume count/, 'volume-limit'],
  [/ReadWriteOncePod|had no available disk/, 'volume-in-use'],
  [
    /persistent ?volumes? to bind|non-existent ?p|unbound immediate|enough free storage|persistentvolumeclaim "/i,
    'volume-unbound',
  ],
  [/were unschedulable/, 'node-cordoned'],
  [/anti-affinity rules/, 'anti-affinity-conflict'],
  [/match pod affinity rules/, 'pod-affinity-unmet'],
  [/node affinity|node selector|\[NodeAffinity\]|pod affinity terms conflict/, 'node-affinity-mismatch'],
  [/topology spread constraints/, 'topology-spread-unmet'],
  [/free ports/, 'port-conflict'],
  [/resource ?claim|cannot allocate all claims|cannot fit resource/i, 'resource-claim-unmet'],
  [/no nodes available to schedule pods/, 'no-nodes'],
];

/**
 * Of a reason in the scheduler's message, also of elder schedulers. Undefined for words that are not known. A selector and an affinity
 * are the same words there.
 * Source: the reasons of pkg/scheduler/framework/plugins.
 */
export function obstacleOfWords(reason: string): Obstacle | undefined {
  return words.find(([pattern]) => pattern.test(reason))?.[1];
}

/** Of what a node says. Told apart: labels that a selector wants from those of an affinity, and what no node of `all` has from what is used up. */
export function obstacleOf(
  { counted, filter }: Refusal,
  pod: Pod,
  node: PlacedNode | undefined,
  all: readonly PlacedNode[],
): Obstacle | undefined {
  if (filter === 'NodeAffinity' && node !== undefined && !hasLabels(pod.spec?.nodeSelector, node))
    return 'node-selector-mismatch';
  const obstacle = obstacleOfWords(counted);
  if (obstacle !== 'insufficient-extended-resource') return obstacle;
  const resource = counted.replace(/^Insufficient /, '');
  const isAbsent = all.every((one) => Number(one.node.status?.allocatable?.[resource] ?? 0) === 0);
  return isAbsent ? 'extended-resource-absent' : obstacle;
}
