import type { Container, ContainerStatus } from './kinds/container.ts';
import type { Pod } from './kinds/pod.ts';

export type ContainerType = 'app' | 'init' | 'sidecar' | 'ephemeral';

export interface PodContainer {
  readonly name: string;
  readonly type: ContainerType;
  /** The one that kubectl logs and exec take: by annotation, else the first. */
  readonly isDefault: boolean;
  readonly spec: Container;
  /** `spec.initContainers[0]` */
  readonly specPath: string;
  readonly status?: ContainerStatus;
  /** `status.initContainerStatuses[0]`; where the kubelet has not told of it yet, where it would. */
  readonly statusPath: string;
}

/** All containers of a pod, in the order of its spec: init, sidecars among them, app, ephemeral. */
export function podContainers({ metadata, spec, status }: Pod): readonly PodContainer[] {
  const named = metadata?.annotations?.['kubectl.kubernetes.io/default-container'];
  const apps = spec?.containers ?? [];
  const defaultName = apps.some(({ name }) => name === named) ? named : apps[0]?.name;
  const of = (
    field: 'containers' | 'initContainers' | 'ephemeralContainers',
    statusField: 'containerStatuses' | 'initContainerStatuses' | 'ephemeralContainerStatuses',
    typeOf: (container: Container) => ContainerType,
  ): readonly PodContainer[] =>
    (spec?.[field] ?? []).flatMap((container, place): readonly PodContainer[] => {
      const { name } = container;
      if (name === undefined) return [];
      const statuses = status?.[statusField] ?? [];
      const index = statuses.findIndex((one) => one.name === name);
      const own = statuses[index];
      const type = typeOf(container);
      return [
        {
          name,
          type,
          isDefault: type === 'app' && name === defaultName,
          spec: container,
          specPath: `spec.${field}[${place}]`,
          ...(own === undefined ? {} : { status: own }),
          statusPath: `status.${statusField}[${index === -1 ? place : index}]`,
        },
      ];
    });
  return [
    ...of('initContainers', 'initContainerStatuses', (one) => (one.restartPolicy === 'Always' ? 'sidecar' : 'init')),
    ...of('containers', 'containerStatuses', () => 'app'),
    ...of('ephemeralContainers', 'ephemeralContainerStatuses', () => 'ephemeral'),
  ];
}

/** `running`, `waiting: CrashLoopBackOff`, `ended: OOMKilled (137)`, `not started`. */
export function containerStateText({ status }: PodContainer): string {
  const state = status?.state;
  if (state?.running !== undefined) return 'running';
  if (state?.waiting !== undefined) return `waiting: ${state.waiting.reason ?? 'no reason given'}`;
  if (state?.terminated !== undefined) {
    const { reason, exitCode = 0 } = state.terminated;
    return `ended: ${reason ?? 'no reason given'} (${exitCode})`;
  }
  return 'not started';
}

/** How sick it is, for the order of looking: 0 has done its work, 1 is well, more is worse. */
export function containerSickness({ status, type }: PodContainer): number {
  const state = status?.state;
  const restarts = status?.restartCount ?? 0;
  if (state?.terminated !== undefined) return (state.terminated.exitCode ?? 0) === 0 ? 0 : 5;
  if (state?.waiting !== undefined) {
    const isOnItsWay = ['ContainerCreating', 'PodInitializing'].includes(state.waiting.reason ?? '');
    return isOnItsWay && restarts === 0 ? 1 : 5;
  }
  if (state?.running === undefined) return 1;
  if (restarts > 0) return 4;
  return status?.ready === false && type !== 'init' && type !== 'ephemeral' ? 3 : 2;
}
