import { counted } from '../../../core/counted.ts';
import type { Finding } from '../../../core/finding.ts';
import type { Gap } from '../../../core/gap.ts';
import { objectPath } from '../../../core/objectPath.ts';
import { list } from '../../../core/rule.ts';
import { pod as podKind, type Pod } from '../../../kube/kinds/pod.ts';
import { waitsForNode } from '../../../kube/scheduling/waitsForNode.ts';
import { judge, mergeGaps } from '../../../rules/judge.ts';
import type { Reader } from '../../../rules/reader.ts';
import { Turns } from '../../../rules/scan/turns.ts';
import { schedulingRules } from '../../../rules/scheduling/index.ts';
import { schedulingUses, type SchedulingWorld } from '../../../rules/scheduling/schedulingWorld.ts';
import { waitingPods, type WaitingPod } from '../../../rules/scheduling/waitingPods.ts';
import { withReading, type Snapshot } from '../../../rules/snapshot.ts';
import { alikePods, pendingGroups, type PendingGroup } from './pendingGroups.ts';

export interface PendingJudgement {
  /** The worst and the largest first. */
  readonly groups: readonly PendingGroup[];
  /** Of one pod of each group, in the order of the groups. */
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
}

interface Asked {
  readonly namespace: string | undefined;
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  readonly signal: AbortSignal;
  readonly lists: Omit<SchedulingWorld, 'pods' | 'now'>;
}

/** So many templates are asked of every node; of more the scheduler's own words are told. */
const mostPlaced = 60;

/** What the rules of scheduling say, of one pod for all that are alike, and of the largest groups first. */
export async function judgePending(
  reader: Reader,
  pods: readonly Pod[],
  { namespace, asOf, signal, lists }: Asked,
): Promise<PendingJudgement> {
  const turns = new Turns(signal);
  const alike = alikePods(pods, asOf).toSorted((a, b) => b.pods.length - a.pods.length);
  const snapshot = { ...reader.snapshot(namespace), now: asOf };
  const waiting: WaitingPod[] = [];
  const findings: Finding[] = [];
  const gaps: (readonly Gap[])[] = [];
  const asked = alike.filter(({ first }) => waitsForNode(first, asOf));
  for (const [index, { first }] of asked.entries()) {
    await turns.rest();
    const isPlaced = index < mostPlaced;
    const one = [first];
    const narrowed = isPlaced ? snapshot : withoutNodes(snapshot);
    const judged = await judge(schedulingRules, withReading(narrowed, list(podKind), { state: 'read', value: one }));
    waiting.push(...waitingPods({ ...lists, ...(isPlaced ? {} : { nodes: undefined }), pods: one, now: asOf }));
    findings.push(...judged.findings);
    gaps.push(judged.gaps);
  }
  const groups = pendingGroups(alike, waiting, findings, asOf);
  return { groups, findings: groups.flatMap((group) => findingsOf(group, findings)), gaps: mergeGaps(...gaps) };
}

function withoutNodes(snapshot: Snapshot): Snapshot {
  const { nodes } = schedulingUses;
  return { ...snapshot, look: (need) => (need.key === nodes.key ? undefined : snapshot.look(need)) };
}

function findingsOf({ namespace, names, owner, pods }: PendingGroup, findings: readonly Finding[]): readonly Finding[] {
  const path = objectPath({ kind: 'Pod', namespace, name: names[0] ?? '' });
  return findings
    .filter(({ object }) => objectPath(object) === path)
    .map((finding) =>
      pods === 1
        ? finding
        : {
            ...finding,
            message: `${finding.message} The same of ${counted(pods - 1, 'other pod')}${owner === 'none' ? '' : ` of ${owner}`}.`,
          },
    );
}
