import type { Finding } from '../../core/finding.ts';
import type { Gap } from '../../core/gap.ts';
import type { Kind } from '../../core/kind.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import { list, type AnyRule } from '../../core/rule.ts';
import { cronJob } from '../../kube/kinds/cronJob.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { job } from '../../kube/kinds/job.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { service } from '../../kube/kinds/service.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import { waitsForNode } from '../../kube/scheduling/waitsForNode.ts';
import { judge } from '../judge.ts';
import { withReading, type Snapshot } from '../snapshot.ts';
import { isAboutScheduling } from './ruleScope.ts';
import type { Turns } from './turns.ts';

export interface Judged {
  readonly findings: readonly Finding[];
  /** Rules that failed. */
  readonly broken: readonly Gap[];
}

/** Subjects whose rules look at one object after the other, so that they may be given a few at a time. */
const oneByOne: Readonly<Record<string, Kind<HasMetadata>>> = {
  pod,
  container: pod,
  image: pod,
  rollout: deployment,
  workload: deployment,
  service,
};

/** Pairs of an object and a pod that a rule is given at once: a few milliseconds of work. */
const maxPairs = 20_000;

/** Objects at once: each may be a finding, and findings are put in order by comparing all with all. */
const maxObjects = 200;

/** Runs the rules over one world in pieces that hold nobody up, however large the namespace is. */
export async function judgeWorld(
  rules: readonly AnyRule[],
  world: Snapshot,
  turns: Turns,
  about: (object: ObjectRef) => boolean,
): Promise<Judged> {
  const findings: Finding[] = [];
  const broken: Gap[] = [];
  const pods = itemsOfKind(world, pod).length;
  const aboutPlacing = rules.filter(isAboutScheduling);
  const groups = [...bySubject(rules.filter((rule) => !isAboutScheduling(rule)))].map(
    ([kind, own]) => [own, piecesOf(world, kind, pods)] as const,
  );
  for (const [own, pieces] of [...groups, [aboutPlacing, placingPieces(world)] as const]) {
    for (const piece of pieces) {
      await turns.rest();
      const judged = await judge(own, piece, about);
      findings.push(...judged.findings);
      broken.push(...judged.gaps.filter(({ wanted }) => own.some(({ id }) => wanted === `rule ${id}`)));
    }
  }
  return { findings, broken };
}

function bySubject(rules: readonly AnyRule[]): ReadonlyMap<Kind<HasMetadata> | undefined, readonly AnyRule[]> {
  const groups = new Map<Kind<HasMetadata> | undefined, AnyRule[]>();
  for (const rule of rules) {
    const kind = looksAtOthers(rule) ? undefined : oneByOne[rule.id.split('/')[0] ?? ''];
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [rule]);
    else group.push(rule);
  }
  return groups;
}

const otherMakers = new Set<Kind<unknown>>([statefulSet, daemonSet, replicaSet, job, cronJob]);

/**
 * A rule about several kinds that make pods would say the same of the others with each piece of Deployments; and one about templates,
 * which needs no pods, with each piece of pods.
 */
function looksAtOthers({ id, needs, uses }: AnyRule): boolean {
  const kind = oneByOne[id.split('/')[0] ?? ''];
  if (Object.values(needs).every((need) => need.kind !== kind)) return true;
  const isAboutMakers = kind === deployment;
  return isAboutMakers && [...Object.values(needs), ...Object.values(uses)].some(({ kind }) => otherMakers.has(kind));
}

function* piecesOf(world: Snapshot, kind: Kind<HasMetadata> | undefined, pods: number): Generator<Snapshot> {
  const items = kind === undefined ? [] : itemsOfKind(world, kind);
  const size = kind === pod ? maxObjects : Math.min(maxObjects, Math.max(1, Math.floor(maxPairs / Math.max(1, pods))));
  if (kind === undefined || items.length <= size) {
    yield world;
    return;
  }
  for (let from = 0; from < items.length; from += size)
    yield withReading(world, list(kind), { state: 'read', value: items.slice(from, from + size) });
}

/** One by one: to place a pod takes as long as to judge hundreds otherwise, since each node is asked. */
function* placingPieces(world: Snapshot): Generator<Snapshot> {
  const pods: readonly Pod[] = itemsOfKind(world, pod);
  for (const one of pods.filter((candidate) => waitsForNode(candidate, world.now)))
    yield withReading(world, list(pod), { state: 'read', value: [one] });
}

function itemsOfKind(world: Snapshot, kind: Kind<HasMetadata>): readonly HasMetadata[] {
  const reading = world.look(list(kind));
  // A list of the kind: what `list` holds for it.
  return reading?.state === 'read' && Array.isArray(reading.value) ? (reading.value as readonly HasMetadata[]) : [];
}
