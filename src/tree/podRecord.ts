import type { Pod } from '../kube/kinds/pod.ts';
import { podSummary } from '../kube/podSummary.ts';
import type { Intern, TreeRecord } from './treeRecord.ts';

/** `CrashLoopBackOff · 14↺`. */
export function podRecord(pod: Pod, intern: Intern): TreeRecord {
  const { name, ready, containers, status, restarts, lastRestartAt, node, owner, level, until, then, because } =
    podSummary(pod);
  const restarted = lastRestartAt === undefined ? '' : `, the last at ${new Date(lastRestartAt).toISOString()}`;
  return {
    name,
    words: intern(restarts === 0 ? status : `${status} · ${restarts}↺`),
    detail: intern(
      [
        `${ready}/${containers} containers ready`,
        ...(restarts === 0 ? [] : [`${restarts} restarts${restarted}`]),
        node === undefined ? 'on no node yet' : `on ${node}`,
      ].join('\n'),
    ),
    level,
    ...(until === undefined || then === undefined ? {} : { until, then }),
    ...(because === undefined ? {} : { because }),
    ...(owner === undefined ? {} : { owner: intern(owner) }),
  };
}
