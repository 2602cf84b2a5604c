import type { Evidence } from '../core/finding.ts';
import { pod as podKind, type Pod } from './kinds/pod.ts';
import { refOf } from './metadata.ts';
import { whyUnready } from './whyUnready.ts';

/** The field that says why a pod is not ready. */
export function unreadyEvidence(pod: Pod): Evidence {
  const { path, value } = whyUnready(pod);
  return { object: refOf(podKind, pod), path, value };
}
