import type { Finding } from '../../core/finding.ts';
import type { Gap } from '../../core/gap.ts';
import type { Kind } from '../../core/kind.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import { list, type AnyRule } from '../../core/rule.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { service } from '../../kube/kinds/service.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import { judge } from '../judge.ts';
import { withReading, type Snapshot } from '../snapshot.ts';
import type { Turns } from './turns.ts';

export interface Judged {
  readonly findings: readonly Finding[];
  /** Rules that failed. */
  readonly broken: readonly Gap[];
}

/** Subjects whose rules look at one object after the other, so that they may be given a few at a time. */
const oneByOne: Readonly<Record<string, Kind<HasMetadata>>> = {
  pod,
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
  for (const [kind, own] of bySubject(rules)) {
    for (const piece of piecesOf(world, kind, pods)) {
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
    const kind = oneByOne[rule.id.split('/')[0] ?? ''];
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [rule]);
    else group.push(rule);
  }
  return groups;
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

function itemsOfKind(world: Snapshot, kind: Kind<HasMetadata>): readonly HasMetadata[] {
  const reading = world.look(list(kind));
  // A list of the kind: what `list` holds for it.
  return reading?.state === 'read' && Array.isArray(reading.value) ? (reading.value as readonly HasMetadata[]) : [];
}
