import type { Finding } from '../../core/finding.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { levelAt, podHealth } from '../../kube/podHealth.ts';
import { podStatus } from '../../kube/podStatus.ts';

/**
 * The worse of what the pod shows and what the rules say; what was not read may have said more. What a pod shows that was replaced
 * is history.
 */
export function diagnosisVerdict(
  pod: Pod,
  now: number,
  findings: readonly Finding[],
  isPartial: boolean,
  isHistory = false,
): Outcome<object>['verdict'] {
  const level = isHistory ? 'quiet' : levelAt(podHealth(pod, podStatus(pod)), now);
  const has = (severity: Finding['severity']): boolean => findings.some((one) => one.severity === severity);
  if (level === 'critical' || has('critical')) return 'broken';
  if (level === 'warning' || has('warning')) return 'degraded';
  return isPartial ? 'unknown' : 'healthy';
}
