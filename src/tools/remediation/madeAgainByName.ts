interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/**
 * Who makes an object again at once under the same name though it has no owner. Sources: pkg/controller/certificates/rootcacertpublisher,
 * pkg/controller/serviceaccount, pkg/controlplane/controller/kubernetesservice and clusterauthenticationtrust.
 */
export function madeAgainByName({ apiVersion, kind, namespace, name }: Named): string | undefined {
  if (apiVersion !== 'v1') return undefined;
  switch (`${kind} ${name}`) {
    case 'ConfigMap kube-root-ca.crt':
    case 'ServiceAccount default':
      return 'the controller manager';
    case 'Service kubernetes':
      return namespace === 'default' ? 'the API server' : undefined;
    case 'ConfigMap extension-apiserver-authentication':
      return namespace === 'kube-system' ? 'the API server' : undefined;
    default:
      return undefined;
  }
}
