import type { Gap } from '../../core/gap.ts';
import type { Cluster } from '../../core/ports.ts';
import { readGroups, type Discovery } from '../../kube/discovery.ts';
import { service } from '../../kube/kinds/service.ts';
import { prometheusServices } from '../../kube/prometheusService.ts';
import { gapUnlessDeciding } from './serverHealth.ts';

/** `stale`: registered with the server and not answering. `unknown`: it could not be looked for. */
export interface Component {
  readonly state: 'present' | 'absent' | 'stale' | 'unknown';
  /** Served versions, or the Service. */
  readonly where?: string;
}

export interface Components {
  readonly metricsServer: Component;
  readonly prometheus: Component;
  readonly gatewayApi: Component;
  readonly trivyOperator: Component;
}

/** What else the tools could draw on, out of one discovery and one list of Services. */
export async function readComponents(
  cluster: Cluster,
  signal: AbortSignal,
): Promise<{ readonly components: Components; readonly gaps: readonly Gap[] }> {
  const [groups, prometheus] = await Promise.all([readServedGroups(cluster, signal), findPrometheus(cluster, signal)]);
  const ofGroup = (group: string): Component =>
    groups.discovery === undefined ? { state: 'unknown' } : served(groups.discovery, group);
  return {
    components: {
      metricsServer: ofGroup('metrics.k8s.io'),
      prometheus: prometheus.component,
      gatewayApi: ofGroup('gateway.networking.k8s.io'),
      trivyOperator: ofGroup('aquasecurity.github.io'),
    },
    gaps: [...groups.gaps, ...prometheus.gaps],
  };
}

async function readServedGroups(
  cluster: Cluster,
  signal: AbortSignal,
): Promise<{ readonly discovery?: Discovery; readonly gaps: readonly Gap[] }> {
  try {
    return { discovery: await readGroups(cluster, '/apis', signal), gaps: [] };
  } catch (error) {
    return { gaps: [gapUnlessDeciding(error, 'which APIs the cluster serves')] };
  }
}

function served({ resources, stale }: Discovery, group: string): Component {
  const isStale = stale.some((one) => one.startsWith(`${group}/`));
  const versions = [...new Set(resources.flatMap((one) => (one.group === group ? [one.version] : [])))];
  if (isStale) return { state: 'stale', where: stale.filter((one) => one.startsWith(`${group}/`)).join(', ') };
  return versions.length === 0 ? { state: 'absent' } : { state: 'present', where: `${group}/${versions.join(', ')}` };
}

async function findPrometheus(
  cluster: Cluster,
  signal: AbortSignal,
): Promise<{ readonly component: Component; readonly gaps: readonly Gap[] }> {
  try {
    const { items } = await cluster.list(service, {}, signal);
    const found = prometheusServices(items)[0];
    const component: Component =
      found === undefined
        ? { state: 'absent' }
        : { state: 'present', where: `${found.namespace}/${found.name}:${found.port}` };
    return { component, gaps: [] };
  } catch (error) {
    const gap = gapUnlessDeciding(error, 'services in all namespaces (to find Prometheus)');
    return { component: { state: 'unknown' }, gaps: [gap] };
  }
}
