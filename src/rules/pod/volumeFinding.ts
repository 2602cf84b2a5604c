import type { Evidence, Finding } from '../../core/finding.ts';
import { eventRef } from '../../kube/eventsAbout.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import type { FailedVolume } from '../../kube/start/failedVolumes.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { volumeTexts } from './volumeTexts.ts';

/** What to say of a volume that a pod waits for. */
export function volumeFinding(rule: string, verb: string, pod: Pod, failed: FailedVolume): Finding {
  const object = refOf(podKind, pod);
  const { event, volume } = failed;
  const own = volumePath(pod, volume);
  const of = volume === undefined ? 'Volumes of the pod' : `Volume ${volume}`;
  const { what, remedy } = volumeTexts({ pod, failed });
  const evidence: Evidence[] = [
    { object: eventRef(event), path: 'message', value: event.message },
    ...(own === undefined ? [] : [{ object, path: own, value: volume }]),
    { object, path: 'status.phase', value: pod.status?.phase ?? null },
    { object, path: 'spec.nodeName', value: pod.spec?.nodeName ?? null },
  ];
  return {
    rule,
    severity: unlessDeleted(pod, 'critical'),
    object,
    message: `${of} cannot be ${verb}: ${what}.`,
    evidence,
    remedy,
  };
}

/** Of a claim the event names the PersistentVolume, which the pod does not. */
function volumePath({ spec }: Pod, volume: string | undefined): string | undefined {
  const index = (spec?.volumes ?? []).findIndex(({ name }) => name === volume);
  return volume === undefined || index === -1 ? undefined : `spec.volumes[${index}].name`;
}
