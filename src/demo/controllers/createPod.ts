import type { KubeObject } from '../kubeObject.ts';
import type { Kit } from './kit.ts';
import { exceededQuota } from './exceededQuota.ts';
import { recordEvent } from './recordEvent.ts';
import { removeObject } from './removal.ts';

/** In milliseconds. The real controllers wait longer after each refusal. */
const retryAfter = 10_000;

/**
 * Creates a pod for its owner and says so. The server's refusal, where a quota does not allow it.
 * @param again what to do when it may be tried anew
 */
export function createPod(
  kit: Kit,
  owner: KubeObject,
  pod: KubeObject,
  { from, again }: { readonly from: string; readonly again: () => void },
): string | undefined {
  const { uid = '' } = owner.metadata;
  const earlier = kit.refused.get(uid);
  if (earlier !== undefined && kit.now() < earlier.until) return earlier.why;
  kit.refused.delete(uid);
  const refusal = exceededQuota(kit.store, pod);
  if (refusal !== undefined) {
    kit.refused.set(uid, { until: kit.now() + retryAfter, why: refusal });
    kit.after(retryAfter, again);
    recordEvent(kit, owner, { type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${refusal}`, from });
    return refusal;
  }
  kit.store.put('pods', pod);
  recordEvent(kit, owner, { reason: 'SuccessfulCreate', message: `Created pod: ${pod.metadata.name}`, from });
  return undefined;
}

export function deletePod(kit: Kit, owner: KubeObject, pod: KubeObject, from: string): void {
  removeObject(kit, pod);
  recordEvent(kit, owner, { reason: 'SuccessfulDelete', message: `Deleted pod: ${pod.metadata.name}`, from });
}
