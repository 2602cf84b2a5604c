import type { ObjectRef } from '../core/objectRef.ts';
import { isFinished } from './endpoints.ts';
import type { Pod } from './kinds/pod.ts';
import { controllerOf } from './owners.ts';

/** They have counted a pod that has ended, and made another where they want one (FilterActivePods and job-tracking finalizers, 1.36). */
const countEnded = new Set(['Job', 'ReplicaSet', 'ReplicationController']);

/** The controller that makes another pod in the place of this one once it goes; undefined: none comes. */
export function replacingController(pod: Pod): ObjectRef | undefined {
  const controller = controllerOf(pod);
  return controller !== undefined && isFinished(pod) && countEnded.has(controller.kind) ? undefined : controller;
}
