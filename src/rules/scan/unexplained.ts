import type { Finding } from '../../core/finding.ts';
import { objectPath, type ObjectRef } from '../../core/objectRef.ts';
import type { Unexplained, UnexplainedPod } from '../../core/scan.ts';
import { isTroubled, rankOf, type JudgedPod } from '../../kube/judgedPod.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { controllerOf, workloadOf } from '../../kube/owners.ts';
import type { ListsRead } from './listsRead.ts';
import type { PodJudged } from './podsJudged.ts';
import type { Turns } from './turns.ts';

export const noneUnexplained: Unexplained = { count: 0, critical: 0, warnings: 0, worst: [] };

const named = 10;

/** What a pod does that its node keeps from answering; a container that crashes does so whatever becomes of the node. */
const heldByNode = new Set(['Running', 'NotReady', 'Terminating', 'Unknown', 'NodeLost']);

/** A hint all the same: nothing is wrong with a pod whose node is being made. */
const expected = 'scheduling/waiting-for-new-node';

/**
 * The pods in trouble that no finding is about: not they, nor their owners, nor the node that they are lost with. Hints explain
 * nothing, but that a node is on its way. So a scan is no clean bill where the pods say otherwise and no rule speaks of what they have.
 */
export async function unexplained(
  pods: readonly PodJudged[],
  findings: readonly Finding[],
  lists: ListsRead,
  turns: Turns,
): Promise<Unexplained> {
  const troubled = pods.filter(({ judged }) => isTroubled(judged.level));
  if (troubled.length === 0) return noneUnexplained;

  const about = new Set<string>();
  const downNodes = new Set<string>();
  for (const { object, severity, rule } of findings) {
    if (severity !== 'info' || rule === expected) about.add(objectPath(object));
    if (severity === 'critical' && object.kind === 'Node') downNodes.add(object.name);
  }
  const owners = about.size === 0 ? new Map<string, string>() : ownersListed(lists);
  const left: { readonly judged: JudgedPod; readonly object: ObjectRef; readonly path: string }[] = [];
  for (const { judged, pod } of troubled) {
    await turns.rest();
    const isHeld = heldByNode.has(judged.pod.status) && downNodes.has(judged.pod.node ?? '');
    if (isHeld || chainOf(pod, owners).some((path) => about.has(path))) continue;
    const object = refOf(podKind, pod);
    left.push({ judged, object, path: objectPath(object) });
  }
  await turns.rest();
  left.sort((a, b) => rankOf(a.judged.level) - rankOf(b.judged.level) || (a.path < b.path ? -1 : 1));
  const critical = left.filter(({ judged }) => judged.level === 'critical').length;
  return {
    count: left.length,
    critical,
    warnings: left.length - critical,
    worst: left.slice(0, named).map(({ judged, object }): UnexplainedPod => ({
      object,
      level: judged.level === 'critical' ? 'critical' : 'warning',
      because: becauseOf(judged),
    })),
  };
}

/** `Pending: not scheduled`, `CrashLoopBackOff, 7 restarts` */
function becauseOf({ pod: { status, restarts }, note }: JudgedPod): string {
  const word = note === undefined ? status : `${status}: ${note}`;
  return restarts === 0 ? word : `${word}, ${restarts === 1 ? '1 restart' : `${restarts} restarts`}`;
}

/** Who controls what, of all that was listed: a Job's CronJob, a ReplicaSet's Deployment. */
function ownersListed(lists: ListsRead): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const one of lists.values()) {
    if (one.kind === podKind) continue;
    for (const item of one.items()) {
      const owner = controllerOf(item);
      if (owner !== undefined) owners.set(objectPath(refOf(one.kind, item)), objectPath(owner));
    }
  }
  return owners;
}

/** The pod, and who made it, as far as that is known. */
function chainOf(pod: Pod, owners: ReadonlyMap<string, string>): readonly string[] {
  const chain = new Set([objectPath(refOf(podKind, pod))]);
  for (const owner of [controllerOf(pod), workloadOf(pod)]) {
    let path = owner === undefined ? undefined : objectPath(owner);
    while (path !== undefined && !chain.has(path)) {
      chain.add(path);
      path = owners.get(path);
    }
  }
  return [...chain];
}
