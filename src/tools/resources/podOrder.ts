import { levelAt } from '../../kube/podHealth.ts';
import type { SortKey } from '../../kube/paging.ts';
import { rankOf, type JudgedPod } from '../../kube/judgedPod.ts';
import type { PodsInput } from './podsInput.ts';

/**
 * The key that orders pods. It depends on the pod and on `asOf` alone, never on other pods or on the time of the call, so that a
 * cursor finds its place again.
 */
export function podOrder(sort: PodsInput['sort'], asOf: number): (judged: JudgedPod) => SortKey {
  return ({ pod }) => {
    const { namespace, name, uid, createdAt, restarts, lastRestartAt } = pod;
    switch (sort) {
      case 'age':
        return [-createdAt, namespace, name, uid];
      case 'name':
        return [namespace, name, uid];
      case 'restarts':
        return [-restarts, namespace, name, uid];
      case 'lastRestart':
        return [-(lastRestartAt ?? 0), namespace, name, uid];
      case undefined:
        // Failed pods will not run again, and may be history: after those that are sick now.
        return [rankOf(levelAt(pod, asOf)) * 2 + (pod.failed === true ? 1 : 0), -restarts, namespace, name, uid];
    }
  };
}
