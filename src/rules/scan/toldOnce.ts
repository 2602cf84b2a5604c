import type { Finding } from '../../core/finding.ts';
import { objectPath } from '../../core/objectRef.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { RollUp, workloadsOf } from '../rollUp.ts';
import type { PodJudged } from './podsJudged.ts';
import type { Turns } from './turns.ts';

/**
 * The findings of a scan as they are told: what is true of many pods of a workload once; what is wrong with a failed pod that a younger
 * and healthy one has replaced is history, and worth knowing at most.
 */
export async function toldOnce(
  findings: readonly Finding[],
  pods: readonly PodJudged[],
  turns: Turns,
): Promise<readonly Finding[]> {
  const replaced = new Set(
    pods.filter(({ judged }) => judged.note === 'replaced').map(({ pod }) => objectPath(refOf(podKind, pod))),
  );
  const rolled = new RollUp(workloadsOf(pods.map(({ pod }) => pod)));
  for (const finding of findings) {
    await turns.rest();
    const isHistory = finding.object.kind === 'Pod' && replaced.has(objectPath(finding.object));
    rolled.add(isHistory ? { ...finding, severity: 'info' } : finding);
  }
  await turns.rest();
  return rolled.findings();
}
