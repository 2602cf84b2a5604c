import { KubeError } from '../core/kubeError.ts';
import { nearest } from '../core/nearest.ts';
import type { Connection, ContextSummary, CredentialKind } from '../core/ports.ts';
import type { ClusterEntry, Kubeconfig, UserEntry } from './kubeconfigFile.ts';

/** One context with what it points at. */
export interface Target {
  readonly context: string;
  readonly connection: Connection;
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
}

/** @throws KubeError `not_found` for an unknown context, `bad_input` for one that points at nothing */
export function targetOf(config: Kubeconfig, wanted: string | undefined): Target {
  const name = wanted ?? config.currentContext;
  if (name === undefined) throw noCurrentContext([...config.contexts.keys()]);
  const context = config.contexts.get(name);
  if (context === undefined) throw unknownContext(name, [...config.contexts.keys()], wanted === undefined);
  const { cluster: clusterName = '', user: userName = '', namespace } = context;
  const cluster = config.clusters.get(clusterName);
  const user = userName === '' ? {} : config.users.get(userName);
  if (cluster === undefined) throw pointsNowhere(name, 'cluster', clusterName);
  if (user === undefined) throw pointsNowhere(name, 'user', userName);
  const { server } = cluster;
  if (server === undefined || !URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
    throw new KubeError({
      code: 'bad_input',
      operation: 'connect',
      detail: `cluster ${clusterName} of context ${name} has no usable server address`,
      hint: 'set server of the cluster in the kubeconfig, like https://host:6443',
    });
  return {
    context: name,
    connection: {
      server: shownServer(server),
      cluster: clusterName,
      user: userName,
      credential: credentialKindOf(user),
      namespace: namespace === undefined || namespace === '' ? 'default' : namespace,
    },
    cluster,
    user,
  };
}

export function contextsOf(config: Kubeconfig): readonly ContextSummary[] {
  return [...config.contexts].map(([name, { cluster = '', user = '', namespace }]) => ({
    name,
    current: name === config.currentContext,
    cluster,
    server: shownServer(config.clusters.get(cluster)?.server ?? ''),
    user,
    credential: credentialKindOf(config.users.get(user) ?? {}),
    namespace: namespace === undefined || namespace === '' ? 'default' : namespace,
  }));
}

/** client-go's order: an explicit token wins over a plugin, a plugin over a name and password. */
export function credentialKindOf(user: UserEntry): CredentialKind {
  if (user.tokenFile !== undefined) return 'tokenFile';
  if (user.token !== undefined && user.token !== '') return 'token';
  if (user.exec !== undefined) return 'exec';
  if (user['auth-provider'] !== undefined) return 'authProvider';
  if (user.username !== undefined && user.username !== '') return 'basic';
  if (user['client-certificate'] !== undefined || user['client-certificate-data'] !== undefined)
    return 'clientCertificate';
  return 'none';
}

/** An address may carry a user name and password. */
function shownServer(server: string): string {
  return server.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1').replace(/\/+$/, '');
}

function noCurrentContext(names: readonly string[]): KubeError {
  return new KubeError({
    code: 'bad_input',
    operation: 'connect',
    reason: 'NoCurrentContext',
    detail: 'the kubeconfig has no current context',
    hint: `name one as context: ${names.slice(0, 10).join(', ')}`,
  });
}

function unknownContext(name: string, names: readonly string[], isCurrent: boolean): KubeError {
  const near = nearest(name, names);
  return new KubeError({
    code: 'not_found',
    operation: 'connect',
    reason: 'NoSuchContext',
    detail: isCurrent
      ? `the current context ${name} is not in the kubeconfig`
      : `there is no context ${name} in the kubeconfig`,
    headline: `No context ${name}.`,
    hint: near.length > 0 ? `nearest: ${near.join(', ')}` : `there are: ${names.slice(0, 10).join(', ')}`,
    nearest: { input: 'context', names: near },
  });
}

function pointsNowhere(context: string, what: 'cluster' | 'user', name: string): KubeError {
  return new KubeError({
    code: 'bad_input',
    operation: 'connect',
    detail: `context ${context} names the ${what} "${name}", which is not in the kubeconfig`,
    hint: `add the ${what} to the kubeconfig, or choose another context`,
  });
}
