import type { ObjectRef } from '../../core/objectRef.ts';
import { isFinished } from '../../kube/endpoints.ts';
import type { Pod } from '../../kube/kinds/pod.ts';

/** What ends with a pod besides it, as warnings. */
export function podLosses(pod: Pod, controller: ObjectRef | undefined): readonly string[] {
  const isLocal = pod.spec?.volumes?.some(({ emptyDir }) => emptyDir !== undefined) === true;
  return [
    ...(controller === undefined ? ['Nothing makes another pod in its place.'] : []),
    ...(controller?.kind === 'Job' && !isFinished(pod)
      ? [`Job ${controller.name} counts it as a failure, up to its backoffLimit.`]
      : []),
    ...(isLocal ? ['What it keeps in its emptyDir volumes is lost.'] : []),
  ];
}
