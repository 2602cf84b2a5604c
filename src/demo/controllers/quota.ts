import { withQuotaStatus } from '../world/quotaStatus.ts';
import { objectsOf } from './collectGarbage.ts';
import { putChanged } from './changed.ts';
import { nameOf, namespaceOf, type Kit } from './kit.ts';

/** What a namespace uses of its quota. */
export function quota({ store }: Kit, key: string): void {
  const object = store.get('resourcequotas', namespaceOf(key), nameOf(key));
  if (object === undefined) return;
  const used = withQuotaStatus(
    object,
    objectsOf(store, namespaceOf(key)).map((one) => one.object),
  );
  putChanged(store, 'resourcequotas', { ...object, status: used.status });
}
