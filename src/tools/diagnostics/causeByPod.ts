import type { Finding } from '../../core/finding.ts';
import { objectPath } from '../../core/objectRef.ts';
import { objectsOf } from '../../rules/rank.ts';
import { symptomIds } from './symptomIds.ts';

/** What their makers say of failing pods follows from the pods: `job/failed` names its last pod. */
const makers = new Set(['rollout', 'workload', 'statefulset', 'daemonset', 'job', 'cronjob']);

/** By the path of each pod the first finding about it that is no mere symptom and no hint; one about its maker only where there is no other. */
export function causeByPod(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const told = findings.filter(({ severity, rule }) => severity !== 'info' && !symptomIds.has(rule));
  const causes = new Map<string, Finding>();
  for (const finding of [...told.filter((one) => !isOfMaker(one)), ...told.filter(isOfMaker)])
    for (const object of objectsOf(finding)) {
      const path = objectPath(object);
      if (object.kind === 'Pod' && !causes.has(path)) causes.set(path, finding);
    }
  return causes;
}

function isOfMaker({ rule }: Finding): boolean {
  return makers.has(rule.split('/')[0] ?? '');
}
