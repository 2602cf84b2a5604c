import type { Draft, NoDraft } from '../../core/draft.ts';
import { objectPath, type ObjectRef } from '../../core/objectRef.ts';
import type { Cluster } from '../../core/ports.ts';
import { isFinished, isReadyPod } from '../../kube/endpoints.ts';
import { getOrNearest } from '../../kube/getOrNearest.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { controllerOf, workloadOf } from '../../kube/owners.ts';
import { readRadius } from '../../kube/radius/readRadius.ts';
import { replacingController } from '../../kube/replacingController.ts';
import { workloadNamesakes } from '../../kube/workloadNamesakes.ts';
import { failingAlike } from './failingAlike.ts';
import { podLosses } from './podLosses.ts';
import { staticPod } from './staticPod.ts';

export interface RestartedPod {
  readonly namespace: string;
  readonly name: string;
  readonly force?: boolean;
  readonly timeoutSeconds?: number;
}

/** One pod, by the Eviction API, which honours disruption budgets: its controller makes another. */
export async function evictionDraft(
  cluster: Cluster,
  asked: RestartedPod,
  signal: AbortSignal,
): Promise<Draft | NoDraft> {
  const { namespace, name, force = false, timeoutSeconds = 120 } = asked;
  const pod = await getOrNearest(cluster, podKind, { namespace, name }, signal, workloadNamesakes);
  const path = `${namespace}/${name}`;
  const scope = { namespace, kind: 'Pod', name };
  const controller = replacingController(pod);
  const refusal = whyNot(pod, path, force);
  if (refusal !== undefined) return { scope, ...refusal };
  const {
    radius,
    pods = [],
    warnings,
    gaps,
  } = await readRadius(
    cluster,
    {
      namespace,
      labels: pod.metadata?.labels ?? {},
      podsAdded: controller === undefined ? 0 : 1,
      podsRemoved: 1,
      awayAtOnce: isReadyPod(pod) ? 1 : 0,
      managedBy: [],
    },
    signal,
  );
  const object: ObjectRef = { apiVersion: 'v1', kind: 'Pod', namespace, name };
  const owner = controller === undefined ? undefined : (workloadOf(pod) ?? controller);
  return {
    scope,
    title: `Restart pod ${path}`,
    doing: `Restarting pod ${path}`,
    effect:
      owner === undefined
        ? `Pod ${path} is evicted, and nothing makes another`
        : `Pod ${path} is evicted, and ${owner.kind} ${owner.name} makes another`,
    steps: [
      {
        do: 'evict',
        target: { apiVersion: 'v1', kind: 'Pod', resource: 'pods', namespace, name },
        ...(pod.metadata?.uid === undefined ? {} : { uid: pod.metadata.uid }),
      },
    ],
    undo: {
      possible: false,
      because:
        controller === undefined
          ? 'a pod that has ended does not come back; its manifest is kept for 30 days'
          : 'the pod that takes its place is another one already',
    },
    blastRadius: radius,
    warnings: [...podLosses(pod, controller), ...failingBeside(pods, controller), ...warnings],
    then: controller === undefined ? { type: 'gone', object } : { type: 'replacement', object, controller },
    watchSeconds: timeoutSeconds,
    findings: [],
    gaps,
    next: [],
  };
}

function whyNot(pod: Pod, path: string, force: boolean): Pick<NoDraft, 'headline' | 'blockedBy'> | undefined {
  if (pod.metadata?.deletionTimestamp !== undefined)
    return { headline: `Pod ${path} is ending already: nothing to do.` };
  const isStatic = staticPod(pod, path, 'evicting');
  if (isStatic !== undefined) return isStatic;
  if (force || replacingController(pod) !== undefined) return undefined;
  const owner = workloadOf(pod);
  if (owner !== undefined && isFinished(pod))
    return {
      blockedBy: 'protected',
      headline: `Pod ${path} has ended (${pod.status?.phase ?? ''}), and ${owner.kind} ${owner.name} makes no other in its place: there is nothing to restart. With force it goes for good. Nothing was changed.`,
    };
  return {
    blockedBy: 'protected',
    headline: `Pod ${path} has no controller: nothing would recreate it. Ask the person; with force it goes for good. Nothing was changed.`,
  };
}

/** Of the pods that the same controller has made. */
function failingBeside(pods: readonly Pod[], controller: ObjectRef | undefined): readonly string[] {
  if (controller === undefined) return [];
  const path = objectPath(controller);
  return failingAlike(
    pods.filter((one) => {
      const own = controllerOf(one);
      return own !== undefined && objectPath(own) === path;
    }),
  );
}
