import type { Pod } from './kinds/pod.ts';
import { tolerates, type Taint } from './scheduling/tolerates.ts';

/**
 * How long a pod stays on a node with such a taint of effect NoExecute; undefined for ever. Admission lets a pod without tolerations of
 * its own stay for 300 s. Source: GetMatchingTolerations in pkg/apis/core/v1/helper and getMinTolerationTime in
 * pkg/controller/tainteviction (1.36).
 */
export function toleratedSeconds({ spec }: Pod, taint: Taint): number | undefined {
  const matching = (spec?.tolerations ?? []).find((one) => tolerates([one], taint));
  if (matching === undefined) return 0;
  return matching.tolerationSeconds === undefined ? undefined : Math.max(0, matching.tolerationSeconds);
}
