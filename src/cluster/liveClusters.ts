import type { Kind } from '../core/kind.ts';
import { KubeError } from '../core/kubeError.ts';
import type { Clock, Cluster, Clusters, ContextSummary, Limits } from '../core/ports.ts';
import { Api } from './api.ts';
import { credentialSourceOf } from './credentialSource.ts';
import { EndpointSource } from './endpointSource.ts';
import { impersonationHeaders } from './impersonation.ts';
import { KubeconfigSources } from './kubeconfigSources.ts';
import { LiveCluster } from './liveCluster.ts';
import { ServerClock } from './serverClock.ts';
import { SharedReads } from './sharedReads.ts';
import { Slots } from './slots.ts';
import { contextsOf, targetOf, type Target } from './target.ts';

export interface ClustersOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly homeDirectory: string;
  /** A kubeconfig file named by the user, instead of what KUBECONFIG and the home directory hold. */
  readonly kubeconfig?: string;
  /** Kubeconfigs as text, after those in files. */
  readonly extraKubeconfigs?: readonly string[];
  readonly limits: Limits;
  readonly clock: Clock;
  readonly version: string;
  readonly salt: string;
  /** From 0 to 1; for the jitter of waits. */
  readonly random?: () => number;
  /** Where a pod's service account is mounted, for the access from inside a cluster. */
  readonly serviceAccount?: string;
}

export interface LiveClusters extends Clusters {
  /** A kubeconfig as text. */
  add(kubeconfig: string): void;
  /** Reads the files again and logs in anew at the next use. */
  reload(): void;
}

interface Opened {
  readonly fingerprint: string;
  readonly cluster: Cluster;
  /** Drops its memory and connections; reads under way come to their end, or fail with `reason` where one is given. */
  readonly close: (reason?: Error) => void;
}

/** The clusters of the user's kubeconfig. One connection and memory for each context, kept while its entries stay the same. */
export function createClusters(options: ClustersOptions): LiveClusters {
  const sources = new KubeconfigSources(options, options.extraKubeconfigs);
  const opened = new Map<string, Opened>();
  const closeAll = (reason?: Error): void => {
    for (const { close } of opened.values()) close(reason);
    opened.clear();
  };
  return {
    async open(context, signal) {
      signal.throwIfAborted();
      const target = targetOf(await sources.load(), context);
      const fingerprint = JSON.stringify(target);
      const before = opened.get(target.context);
      if (before?.fingerprint === fingerprint) return before.cluster;
      const after = { fingerprint, ...connect(target, options) };
      before?.close();
      opened.set(target.context, after);
      return after.cluster;
    },
    contexts: async (): Promise<readonly ContextSummary[]> => contextsOf(await sources.load()),
    add: (kubeconfig) => sources.add(kubeconfig),
    reload: () => {
      sources.forget();
      closeAll();
    },
    dispose: () =>
      closeAll(
        new KubeError({ code: 'cancelled', operation: 'connect', detail: 'the access to the clusters was closed' }),
      ),
  };
}

function connect(target: Target, options: ClustersOptions): Omit<Opened, 'fingerprint'> {
  const { env, clock, limits, version, salt, random = Math.random } = options;
  const serverClock = new ServerClock(clock);
  const memory = new SharedReads(clock);
  const endpoints = new EndpointSource(target, env, clock);
  const credentials = credentialSourceOf(target, env, clock, limits);
  const numbers = new WeakMap<object, number>();
  let kinds = 0;
  const kindNumber = (kind: Kind<unknown>): number => {
    const number = numbers.get(kind) ?? ++kinds;
    numbers.set(kind, number);
    return number;
  };
  const api = new Api({
    connection: target.connection,
    credentials,
    endpoints,
    slots: new Slots(clock),
    serverClock,
    clock,
    limits,
    random,
    headers: { 'user-agent': `kube-sre/${version}`, ...impersonationHeaders(target.user) },
  });
  return {
    cluster: new LiveCluster({
      context: target.context,
      connection: target.connection,
      salt,
      api,
      memory,
      serverClock,
      kindNumber,
    }),
    close: (reason) => {
      if (reason === undefined) memory.forget();
      else memory.abandon(reason);
      credentials.dispose();
      endpoints.dispose();
    },
  };
}
