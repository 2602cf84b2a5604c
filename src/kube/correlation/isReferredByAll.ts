import type { PodReference } from '../podReferences.ts';

/** Names that every pod of a namespace refers to, whoever wrote its template: they tell no pods apart. */
export function isReferredByAll({ kind, name }: Pick<PodReference, 'kind' | 'name'>): boolean {
  return (
    (kind === 'ServiceAccount' && name === 'default') ||
    // Published into every namespace, for the token volume that admission adds
    (kind === 'ConfigMap' && (name === 'kube-root-ca.crt' || name === 'openshift-service-ca.crt'))
  );
}
