import { quantity } from '../../kube/quantity.ts';
import { textMapAt, textAt, type KubeObject } from '../kubeObject.ts';
import type { Store } from '../store.ts';
import { withQuotaStatus } from '../world/quotaStatus.ts';
import { objectsOf } from './collectGarbage.ts';

/**
 * What the server says of an object that a quota of its namespace does not allow; undefined where all do.
 * Source: kubernetes/staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go.
 */
export function exceededQuota(store: Store, object: KubeObject): string | undefined {
  const { namespace, name } = object.metadata;
  const quotas = store.list('resourcequotas').filter((quota) => quota.metadata.namespace === namespace);
  if (quotas.length === 0) return undefined;
  const present = objectsOf(store, namespace).map((one) => one.object);
  for (const quota of quotas) {
    const hard = textMapAt(quota, 'spec.hard');
    const used = textMapAt(withQuotaStatus(quota, present), 'status.used');
    const wanted = textMapAt(withQuotaStatus(quota, [...present, object]), 'status.used');
    const asked = textMapAt(withQuotaStatus(quota, [object]), 'status.used');
    const over = Object.keys(hard)
      .filter((limit) => {
        const grows = amount(wanted[limit]) > amount(used[limit]);
        return grows && amount(wanted[limit]) > amount(hard[limit]);
      })
      .toSorted();
    if (over.length === 0) continue;
    const words = (amounts: Readonly<Record<string, string>>): string =>
      over.map((limit) => `${limit}=${amounts[limit] ?? '0'}`).join(',');
    return `${resourceOf(object)} "${name}" is forbidden: exceeded quota: ${quota.metadata.name}, requested: ${words(asked)}, used: ${words(used)}, limited: ${words(hard)}`;
  }
  return undefined;
}

function amount(text: string | undefined): number {
  return quantity(text) ?? 0;
}

function resourceOf(object: KubeObject): string {
  return textAt(object, 'kind') === 'Pod' ? 'pods' : `${object.kind.toLowerCase()}s`;
}
