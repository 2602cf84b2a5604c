import type { SeenEvent } from '../events.ts';

export type ProbeName = 'liveness' | 'readiness' | 'startup';

/** The kubelet kills a container for a probe. */
export interface ProbeKill {
  readonly container: string;
  readonly probe: Exclude<ProbeName, 'readiness'>;
  readonly event: SeenEvent;
}

/**
 * `Container web failed liveness probe, will be restarted`, of a sidecar `Init container …`.
 * Source: computePodActions and computeInitContainerActions in pkg/kubelet/kuberuntime (1.36).
 */
export function probeKills(events: readonly SeenEvent[]): readonly ProbeKill[] {
  return events.flatMap((event): readonly ProbeKill[] => {
    if (event.reason !== 'Killing') return [];
    const [, container, probe] = /container (\S+) failed (liveness|startup) probe/i.exec(event.message) ?? [];
    if (container === undefined || (probe !== 'liveness' && probe !== 'startup')) return [];
    return [{ container, probe, event }];
  });
}

/** `Stopping container web`: the kubelet ends it for another reason than a probe: deletion, eviction, a change in place. */
export function stops(events: readonly SeenEvent[], container: string): readonly SeenEvent[] {
  const words = new Set([
    `Stopping container ${container}`,
    `Container ${container} definition changed, will be restarted`,
  ]);
  return events.filter(({ reason, message }) => reason === 'Killing' && words.has(message));
}

/** `Readiness probe failed: HTTP probe failed with statuscode: 503` about one container. Source: prober.probe in pkg/kubelet/prober. */
export function probeFailures(events: readonly SeenEvent[], container: string, probe: ProbeName): readonly SeenEvent[] {
  const start = `${probe[0]?.toUpperCase() ?? ''}${probe.slice(1)} probe`;
  return events.filter(
    ({ reason, message, fieldPath }) =>
      (reason === 'Unhealthy' || reason === 'ProbeWarning') &&
      message.startsWith(start) &&
      (fieldPath === undefined || containerOf(fieldPath) === container),
  );
}

/** `spec.initContainers{proxy}` is about proxy. */
export function containerOf(fieldPath: string | undefined): string | undefined {
  return /\{(.+)\}$/.exec(fieldPath ?? '')?.[1];
}
