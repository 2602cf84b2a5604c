import type { Pod } from '../kube/kinds/pod.ts';
import { podSummary } from '../kube/podSummary.ts';
import type { Intern, TreeRecord } from './treeRecord.ts';

/** `CrashLoopBackOff · 14↺`. */
export function podRecord(pod: Pod, intern: Intern, subjectOf: (pod: Pod) => Pod): TreeRecord {
  const { name, ready, containers, status, restarts, lastRestartAt, node, owner, level, until, then, because } =
    podSummary(pod);
  return {
    name,
    words: intern(restarts === 0 ? status : `${status} · ${restarts}↺`),
    level,
    ready,
    containers,
    subject: subjectOf(pod),
    ...(node === undefined ? {} : { node: intern(node) }),
    ...(restarts === 0 ? {} : { restarts }),
    ...(restarts === 0 || lastRestartAt === undefined ? {} : { lastRestartAt }),
    ...(until === undefined || then === undefined ? {} : { until, then }),
    ...(because === undefined ? {} : { because }),
    ...(owner === undefined ? {} : { owner: intern(owner) }),
  };
}
