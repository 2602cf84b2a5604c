import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kubeconfig } from './kubeconfigFile.ts';

const folder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What a pod finds of its own cluster; undefined outside of one. The same as kubectl falls back to. */
export async function inClusterKubeconfig(
  env: NodeJS.ProcessEnv,
  serviceAccount = folder,
): Promise<Kubeconfig | undefined> {
  const host = env.KUBERNETES_SERVICE_HOST;
  const port = env.KUBERNETES_SERVICE_PORT;
  if (host === undefined || host === '' || port === undefined || port === '') return undefined;
  const tokenFile = join(serviceAccount, 'token');
  const namespace = await readFile(join(serviceAccount, 'namespace'), 'utf8').catch(() => '');
  const name = 'in-cluster';
  return {
    clusters: new Map([
      [
        name,
        {
          server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
          'certificate-authority': join(serviceAccount, 'ca.crt'),
        },
      ],
    ]),
    users: new Map([[name, { tokenFile }]]),
    contexts: new Map([
      [name, { cluster: name, user: name, ...(namespace.trim() === '' ? {} : { namespace: namespace.trim() }) }],
    ]),
    currentContext: name,
  };
}
