import type { JsonObject } from '../../core/json.ts';
import { textAt, textMapAt } from '../kubeObject.ts';
import { withDefaults } from './withDefaults.ts';

/**
 * Ingresses and claims that name no class get the cluster's default one, if there is one.
 * Source: plugin/pkg/admission/network/defaultingressclass and storage/storageclass/setdefault in kubernetes.
 */
export function defaultClasses(documents: readonly JsonObject[]): (document: JsonObject) => JsonObject {
  const named = (kind: string, annotation: string): string | undefined =>
    textAt(
      documents.find((one) => one.kind === kind && textMapAt(one, 'metadata.annotations')[annotation] === 'true'),
      'metadata.name',
    );
  const ingressClassName = named('IngressClass', 'ingressclass.kubernetes.io/is-default-class');
  const storageClassName = named('StorageClass', 'storageclass.kubernetes.io/is-default-class');
  return (document) => {
    if (document.kind === 'Ingress' && ingressClassName !== undefined)
      return withDefaults(document, { spec: { ingressClassName } });
    if (document.kind === 'PersistentVolumeClaim' && storageClassName !== undefined)
      return withDefaults(document, { spec: { storageClassName } });
    return document;
  };
}
