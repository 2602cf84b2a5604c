import type { Gap } from '../../core/gap.ts';
import { containerSickness, containerStateText, type PodContainer } from '../../kube/podContainers.ts';

export interface LogRead {
  readonly container: PodContainer;
  readonly previous: boolean;
}

export interface LogPlan {
  /** The sickest container first. */
  readonly reads: readonly LogRead[];
  /** Reads that would be one too many: `sidecar`, `web (previous instance)`. */
  readonly leftOut: readonly LogRead[];
  readonly gaps: readonly Gap[];
}

/** Logs are the dearest reads: the kubelet of the node serves each. */
export const mostLogReads = 4;

/**
 * Which logs to read: of every container its current instance and, after a restart, the one before, which says why. A container that
 * waits after a restart has one log only: the server answers with that of the last instance for both questions
 * (validateContainerLogStatus in pkg/kubelet/kubelet_pods.go).
 */
export function planLogReads(containers: readonly PodContainer[], previous: boolean | undefined): LogPlan {
  const ordered = containers
    .map((container, index) => ({ container, index, sickness: containerSickness(container) }))
    .sort(
      (a, b) =>
        b.sickness - a.sickness || Number(b.container.isDefault) - Number(a.container.isDefault) || a.index - b.index,
    )
    .map(({ container }) => container);
  const wanted = ordered.flatMap((container) => readsOf(container, previous));
  const gaps = ordered.filter((container) => readsOf(container, previous).length === 0).map(notStartedGap);
  return { reads: wanted.slice(0, mostLogReads), leftOut: wanted.slice(mostLogReads), gaps };
}

function readsOf(container: PodContainer, previous: boolean | undefined): readonly LogRead[] {
  const { state, lastState } = container.status ?? {};
  const before = { container, previous: true };
  const current = { container, previous: false };
  if (previous === true) return [before];
  const hasStarted = state?.running !== undefined || state?.terminated !== undefined;
  const hadInstance = lastState?.terminated !== undefined;
  if (!hasStarted) return hadInstance ? [before] : [];
  return previous === undefined && hadInstance ? [before, current] : [current];
}

function notStartedGap(container: PodContainer): Gap {
  const message = container.status?.state?.waiting?.message;
  return {
    wanted: `log of container ${container.name}`,
    because: 'absent',
    hint: `it has not started (${containerStateText(container)})${message === undefined || message === '' ? '' : `: ${message}`}`,
  };
}
