import type { Pod } from '../kinds/pod.ts';

/** A number of each pod of a StatefulSet or an indexed Job, by which no selector places them. */
const perPod = new Set([
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-completion-index',
]);

/**
 * All of a pod that the filters look at: pods of the same key have the same verdict. A pod that is nominated does not count against
 * itself, and an ephemeral volume's claim has the pod's name: each such pod is one of its own.
 */
export function templateKey({ metadata, spec, status }: Pod): string {
  const isOwn =
    (status?.nominatedNodeName ?? '') !== '' || (spec?.volumes ?? []).some(({ ephemeral }) => ephemeral !== undefined);
  return JSON.stringify([
    metadata?.namespace,
    isOwn ? metadata?.name : '',
    Object.entries(metadata?.labels ?? {})
      .filter(([key]) => !perPod.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    [...(spec?.containers ?? []), null, ...(spec?.initContainers ?? [])].map((container) =>
      container === null ? null : [container.resources, container.ports, container.restartPolicy],
    ),
    (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []),
    spec?.nodeSelector,
    spec?.affinity,
    spec?.tolerations,
    spec?.topologySpreadConstraints,
    spec?.schedulingGates,
    spec?.priority,
    spec?.overhead,
    spec?.resources,
  ]);
}
