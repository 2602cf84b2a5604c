import { containerOf } from '../ending/probeKills.ts';
import type { SeenEvent } from '../events.ts';
import type { PodContainer } from '../podContainers.ts';
import { pullProblem, type PullProblem } from './pullProblem.ts';

export interface PullFailure {
  readonly problem: PullProblem | 'invalidName' | 'neverPulled' | 'unknown';
  /** `ErrImagePull`, `ImagePullBackOff`. */
  readonly reason: string;
  /** The words that decide: of `message` or `event`; empty where nothing was told. */
  readonly text: string;
  /** What decides. Where nothing does it is the reason, and the words say what there is to say. */
  readonly from: 'reason' | 'message' | 'event';
  /** The last that was told of this image. */
  readonly event?: SeenEvent;
}

/** Source: pkg/kubelet/images/types.go, and pkg/errors of k8s.io/cri-api, whose names the kubelet takes over (1.36). */
const reasons = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

export function isPullReason(reason: string | undefined): boolean {
  return reason !== undefined && reasons.has(reason);
}

/**
 * Why a container waits for its image; undefined where it does not. The waiting message tells the last error since 1.31, and before only
 * that the kubelet backs off: then the event does.
 */
export function pullFailure(
  { name, spec, status }: PodContainer,
  events: readonly SeenEvent[],
): PullFailure | undefined {
  const { reason = '', message = '' } = status?.state?.waiting ?? {};
  if (!reasons.has(reason)) return undefined;
  if (reason === 'InvalidImageName') return { problem: 'invalidName', reason, text: message, from: 'reason' };
  if (reason === 'ErrImageNeverPull') return { problem: 'neverPulled', reason, text: message, from: 'reason' };
  const { image = '' } = spec;
  const told = pullProblem(message, image);
  const event = events.findLast((one) => isFailedPull(one, name, image));
  const seen = event === undefined ? {} : { event };
  if (told !== undefined) return { problem: told, reason, text: message, from: 'message', ...seen };
  const known = event === undefined ? undefined : pullProblem(event.message, image);
  if (known !== undefined) return { problem: known, reason, text: event?.message ?? '', from: 'event', ...seen };
  if (reason === 'RegistryUnavailable')
    return { problem: 'unreachable', reason, text: message, from: 'reason', ...seen };
  const text = event?.message ?? (isBackOffAlone(message) ? '' : message);
  return { problem: 'unknown', reason, text, from: 'reason', ...seen };
}

/** A container's image may be changed in place: what was told of another is of no use. */
function isFailedPull({ reason, message, fieldPath }: SeenEvent, container: string, image: string): boolean {
  if (reason !== 'Failed' || (fieldPath !== undefined && containerOf(fieldPath) !== container)) return false;
  return message.includes(`Failed to pull image "${image}"`);
}

function isBackOffAlone(message: string): boolean {
  return /^Back-off pulling image "[^"]*"$/.test(message);
}
