import { dump } from 'js-yaml';

export const demoContext = 'demo';

/** A kubeconfig with one context. It holds the token: the owner's alone. */
export function kubeconfigFor(server: string, certificate: string, token: string): string {
  return dump({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: demoContext,
        cluster: { server, 'certificate-authority-data': Buffer.from(certificate, 'utf8').toString('base64') },
      },
    ],
    users: [{ name: demoContext, user: { token } }],
    contexts: [{ name: demoContext, context: { cluster: demoContext, user: demoContext, namespace: 'shop' } }],
    'current-context': demoContext,
  });
}
