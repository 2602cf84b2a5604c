import type { ClusterIdentity } from '../core/approval.ts';
import type { Kind } from '../core/kind.ts';
import { KubeError } from '../core/kubeError.ts';
import type { Clock, Cluster, Clusters, ContextSummary, Limits } from '../core/ports.ts';
import type { DryRun, Writer } from '../core/write.ts';
import type { Witnessed } from '../core/witnessed.ts';
import { Api } from './api.ts';
import { clusterIdentity } from './clusterIdentity.ts';
import { credentialSourceOf } from './credentialSource.ts';
import { entryStamp } from './entryStamp.ts';
import { EndpointSource } from './endpointSource.ts';
import { impersonationHeaders } from './impersonation.ts';
import { KubeconfigSources } from './kubeconfigSources.ts';
import { LiveCluster } from './liveCluster.ts';
import { ObjectWriter } from './objectWriter.ts';
import { ServerClock } from './serverClock.ts';
import { SharedReads } from './sharedReads.ts';
import { Slots } from './slots.ts';
import { contextsOf, targetOf, type Target } from './target.ts';

export interface ClustersOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly homeDirectory: string;
  /** A kubeconfig file named by the user, instead of what KUBECONFIG and the home directory hold. */
  readonly kubeconfig?: string;
  /** No kubeconfig but those given as text. */
  readonly textsOnly?: boolean;
  /** Kubeconfigs as text, besides those in files. */
  readonly extraKubeconfigs?: readonly string[];
  readonly limits: Limits;
  readonly clock: Clock;
  readonly version: string;
  readonly salt: string;
  readonly witnessed?: Witnessed;
  /** From 0 to 1; for the jitter of waits. */
  readonly random?: () => number;
  /** Where a pod's service account is mounted, for the access from inside a cluster. */
  readonly serviceAccount?: string;
}

export interface LiveClusters extends Clusters {
  /** A context to read from and to write to, and by what its cluster is known. Rejects as `open` does. */
  writing(context: string | undefined, signal: AbortSignal): Promise<Writing>;
  /** A kubeconfig as text. */
  add(kubeconfig: string): void;
  /** Differs once the kubeconfig, or a file that it names, says something else of the context. Rejects as `open` does. */
  stamp(context: string): Promise<string>;
  /** Reads the files again and logs in anew at the next use. */
  reload(): void;
}

export interface Writing {
  readonly cluster: Cluster;
  readonly identity: ClusterIdentity;
  readonly writer: Writer & DryRun;
}

interface Opened {
  readonly fingerprint: string;
  readonly cluster: Cluster;
  readonly writer: Writer & DryRun;
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
  const reached = (target: Target): Opened => {
    const fingerprint = JSON.stringify(target);
    const before = opened.get(target.context);
    if (before?.fingerprint === fingerprint) return before;
    const after = { fingerprint, ...connect(target, options) };
    before?.close();
    opened.set(target.context, after);
    return after;
  };
  return {
    async open(context, signal) {
      signal.throwIfAborted();
      return reached(targetOf(await sources.load(), context)).cluster;
    },
    async writing(context, signal) {
      signal.throwIfAborted();
      const target = targetOf(await sources.load(), context);
      const identity = await clusterIdentity(target);
      const { cluster, writer } = reached(target);
      return { cluster, identity, writer };
    },
    contexts: async (): Promise<readonly ContextSummary[]> => contextsOf(await sources.load()),
    stamp: async (context) => entryStamp(targetOf(await sources.load(), context)),
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
  const { env, clock, limits, version, salt, witnessed, random = Math.random } = options;
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
    writer: new ObjectWriter(api, () => memory.forget()),
    cluster: new LiveCluster({
      context: target.context,
      connection: target.connection,
      salt,
      ...(witnessed === undefined ? {} : { witnessed }),
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
