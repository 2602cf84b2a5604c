import { dump } from 'js-yaml';

/** A kubeconfig with one context; its cluster and user are called the same. It holds the token: the owner's alone. */
export function kubeconfigFor(name: string, server: string, certificate: string, token: string): string {
  return dump({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: { server, 'certificate-authority-data': Buffer.from(certificate, 'utf8').toString('base64') },
      },
    ],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace: 'shop' } }],
    'current-context': name,
  });
}
