import type { SeenEvent } from '../events.ts';
import { volumeOf, volumeProblem, type VolumeProblem } from './volumeProblem.ts';

export interface FailedVolume {
  /** As the event names it; undefined where it tells of the pod’s volumes together. */
  readonly volume: string | undefined;
  readonly problem: VolumeProblem;
  readonly event: SeenEvent;
}

/** What the kubelet does once all volumes are there. */
const afterMounting = new Set(['FailedCreatePodSandBox', 'Pulling', 'Pulled', 'Created', 'Started']);
const mountReasons = new Set(['FailedMount', 'FailedMapVolume']);

/** Of each volume that is not mounted what was told last. `events` are of one pod that awaits its sandbox, the oldest first. */
export function failedMounts(events: readonly SeenEvent[]): readonly FailedVolume[] {
  const mountedAt = lastAt(events, ({ reason }) => afterMounting.has(reason));
  const failed = latestByVolume(events.filter((one) => mountReasons.has(one.reason) && one.lastAt >= mountedAt));
  // `Unable to attach or mount volumes: unmounted volumes=[data]` sums up what the others tell
  const own = failed.filter(({ volume }) => volume !== undefined);
  return own.length > 0 || failedAttachments(events).length > 0 ? own : failed;
}

/** Of each volume that is not attached what was told last. */
export function failedAttachments(events: readonly SeenEvent[]): readonly FailedVolume[] {
  const failed = latestByVolume(events.filter(({ reason }) => reason === 'FailedAttachVolume'));
  return failed.filter(({ volume, event }) => {
    const attachedAt = lastAt(
      events,
      ({ reason, message }) => reason === 'SuccessfulAttachVolume' && volumeOf(message) === volume,
    );
    const startedAt = lastAt(events, ({ reason }) => afterMounting.has(reason));
    return event.lastAt >= Math.max(attachedAt, startedAt);
  });
}

function lastAt(events: readonly SeenEvent[], counts: (one: SeenEvent) => boolean): number {
  return Math.max(0, ...events.filter(counts).map((one) => one.lastAt));
}

function latestByVolume(events: readonly SeenEvent[]): readonly FailedVolume[] {
  const latest = new Map<string | undefined, FailedVolume>();
  for (const event of events) {
    const volume = volumeOf(event.message);
    latest.set(volume, { volume, problem: volumeProblem(event.message), event });
  }
  return [...latest.values()];
}
