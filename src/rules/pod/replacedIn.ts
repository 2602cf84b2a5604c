import type { Pod } from '../../kube/kinds/pod.ts';
import { podSummary } from '../../kube/podSummary.ts';
import { replacedPods } from '../../kube/replacedPods.ts';

const known = new WeakMap<readonly Pod[], ReadonlySet<string>>();
const none: ReadonlySet<string> = new Set();

/** The uids of failed pods that a younger and healthy one of the same owner has replaced. Looked at once for all rules. */
export function replacedIn(pods: readonly Pod[]): ReadonlySet<string> {
  const before = known.get(pods);
  if (before !== undefined) return before;
  const found = pods.some(({ status }) => status?.phase === 'Failed') ? replacedPods(pods.map(podSummary)) : none;
  known.set(pods, found);
  return found;
}
