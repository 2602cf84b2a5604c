import type { JsonObject } from '../../core/json.ts';
import { textAt } from '../kubeObject.ts';

/** What controllers put into every namespace. */
export function namespaceObjects(namespace: JsonObject): readonly JsonObject[] {
  const metadata = (name: string): JsonObject => ({
    name,
    namespace: textAt(namespace, 'metadata.name'),
    creationTimestamp: textAt(namespace, 'metadata.creationTimestamp'),
  });
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('default') },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        ...metadata('kube-root-ca.crt'),
        annotations: {
          'kubernetes.io/description':
            'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
        },
      },
      data: { 'ca.crt': 'The demo cluster has no certificate authority.\n' },
    },
  ];
}
