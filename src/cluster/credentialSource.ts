import { KubeError } from '../core/kubeError.ts';
import type { Clock, Limits } from '../core/ports.ts';
import type { Credential, CredentialSource } from './credential.ts';
import { isLoopback } from './environmentProxy.ts';
import { ExecCredentials } from './execCredentials.ts';
import { credentialKindOf, type Target } from './target.ts';
import { TokenFile } from './tokenFile.ts';

/** How the user of a context proves who they are. */
export function credentialSourceOf(
  target: Target,
  env: NodeJS.ProcessEnv,
  clock: Clock,
  limits: Pick<Limits, 'login'>,
): CredentialSource {
  const { user, cluster } = target;
  const server = new URL(cluster.server ?? '');
  // kubectl sends no credential without TLS either; on this machine nobody listens in, and proxies to a cluster stand there
  if (server.protocol === 'http:' && !isLoopback(server)) return fixed({});
  switch (credentialKindOf(user)) {
    case 'tokenFile':
      return new TokenFile(user.tokenFile ?? '', clock);
    case 'token':
      return fixed({ authorization: `Bearer ${user.token ?? ''}` });
    case 'exec':
      return new ExecCredentials(user.exec ?? {}, cluster, env, clock, limits.login);
    case 'authProvider':
      return refusing(target);
    case 'basic':
      return fixed({
        authorization: `Basic ${Buffer.from(`${user.username ?? ''}:${user.password ?? ''}`).toString('base64')}`,
      });
    case 'clientCertificate':
    case 'none':
      return fixed({});
  }
}

function fixed(credential: Credential): CredentialSource {
  return { current: () => Promise.resolve(credential), renew: () => false, dispose: () => undefined };
}

/** kubectl dropped the providers of clouds in 1.26, and renewing another's OpenID token here would take it from kubectl. */
function refusing({ user, connection }: Target): CredentialSource {
  const provider = user['auth-provider']?.name ?? 'unnamed';
  return {
    current: () =>
      Promise.reject(
        new KubeError({
          code: 'unsupported',
          operation: 'connect',
          detail: `user ${connection.user} logs in by auth-provider ${provider}, which is not supported`,
          hint: 'use a login plugin (exec) in the kubeconfig, such as kubelogin, gke-gcloud-auth-plugin or aws eks get-token',
        }),
      ),
    renew: () => false,
    dispose: () => undefined,
  };
}
