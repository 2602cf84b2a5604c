import { deleted } from '../api/write/deleted.ts';
import type { DeleteOptions } from '../api/write/writeOptions.ts';
import type { KubeObject } from '../kubeObject.ts';
import { kindOfObject } from '../servedKinds.ts';
import type { Kit } from './kit.ts';

/** Deletes as a controller does: through the API, so that finalizers and grace periods are kept. */
export function removeObject(
  { store, now }: Pick<Kit, 'store' | 'now'>,
  object: KubeObject,
  propagation?: DeleteOptions['propagation'],
): void {
  const kind = kindOfObject(object.apiVersion, object.kind);
  if (kind === undefined) return;
  const options: DeleteOptions = {
    dryRun: false,
    manager: 'kube-controller-manager',
    now: now(),
    preconditions: { uid: undefined, resourceVersion: undefined },
    propagation,
    gracePeriodSeconds: undefined,
  };
  deleted({ store, kind, options }, object);
}
