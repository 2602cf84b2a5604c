import type { Kind } from '../../src/core/kind.ts';
import { resourceName } from '../../src/core/kind.ts';
import { configMap } from '../../src/kube/kinds/configMap.ts';
import { cronJob } from '../../src/kube/kinds/cronJob.ts';
import { daemonSet } from '../../src/kube/kinds/daemonSet.ts';
import { deployment } from '../../src/kube/kinds/deployment.ts';
import { event } from '../../src/kube/kinds/event.ts';
import { gateway } from '../../src/kube/kinds/gateway.ts';
import { horizontalPodAutoscaler } from '../../src/kube/kinds/horizontalPodAutoscaler.ts';
import { httpRoute } from '../../src/kube/kinds/httpRoute.ts';
import { ingress } from '../../src/kube/kinds/ingress.ts';
import { job } from '../../src/kube/kinds/job.ts';
import { namespace } from '../../src/kube/kinds/namespace.ts';
import { networkPolicy } from '../../src/kube/kinds/networkPolicy.ts';
import { node } from '../../src/kube/kinds/node.ts';
import { persistentVolumeClaim } from '../../src/kube/kinds/persistentVolumeClaim.ts';
import { pod } from '../../src/kube/kinds/pod.ts';
import { replicaSet } from '../../src/kube/kinds/replicaSet.ts';
import { secret } from '../../src/kube/kinds/secret.ts';
import { service } from '../../src/kube/kinds/service.ts';
import { statefulSet } from '../../src/kube/kinds/statefulSet.ts';

const builtIn: readonly Kind<unknown>[] = [
  pod,
  service,
  configMap,
  secret,
  namespace,
  node,
  event,
  persistentVolumeClaim,
  deployment,
  replicaSet,
  statefulSet,
  daemonSet,
  job,
  cronJob,
  horizontalPodAutoscaler,
  ingress,
  networkPolicy,
  gateway,
  httpRoute,
];

const shortNames: Readonly<Record<string, readonly string[]>> = {
  pods: ['po'],
  services: ['svc'],
  configmaps: ['cm'],
  namespaces: ['ns'],
  nodes: ['no'],
  events: ['ev'],
  persistentvolumeclaims: ['pvc'],
  deployments: ['deploy'],
  replicasets: ['rs'],
  statefulsets: ['sts'],
  daemonsets: ['ds'],
  cronjobs: ['cj'],
  horizontalpodautoscalers: ['hpa'],
  ingresses: ['ing'],
  networkpolicies: ['netpol'],
};

/**
 * The aggregated discovery documents `/api` and `/apis` of a cluster in memory: the built-in kinds, and what the world's
 * CustomResourceDefinitions define. Undefined for any other path.
 */
export function discoveryOf(
  path: string,
  objects: readonly Record<string, unknown>[],
  absent: readonly string[],
): string | undefined {
  if (path !== '/api' && path !== '/apis') return undefined;
  const served = builtIn.filter((kind) => !absent.includes(resourceName(kind))).map(entryOf);
  const all = [...served, ...objects.filter(({ kind }) => kind === 'CustomResourceDefinition').map(customEntry)];
  const groups = [...new Set(all.map(({ group }) => group))].filter((group) => (group === '') === (path === '/api'));
  return JSON.stringify({
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map((group) => ({
      metadata: { name: group, creationTimestamp: null },
      versions: [...new Set(all.flatMap((one) => (one.group === group ? [one.version] : [])))].map((version) => ({
        version,
        freshness: 'Current',
        resources: all.flatMap((one) => (one.group === group && one.version === version ? [one.resource] : [])),
      })),
    })),
  });
}

interface Entry {
  readonly group: string;
  readonly version: string;
  readonly resource: object;
}

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

function entryOf({ kind, group, versions, resource, namespaced }: Kind<unknown>): Entry {
  const version = versions[0] ?? 'v1';
  return {
    group,
    version,
    resource: {
      resource,
      responseKind: { group, version, kind },
      scope: namespaced ? 'Namespaced' : 'Cluster',
      singularResource: kind.toLowerCase(),
      shortNames: shortNames[resource] ?? [],
      verbs,
    },
  };
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { kind: string; plural: string; singular?: string; shortNames?: readonly string[] };
    readonly versions: readonly { name: string }[];
  };
}

function customEntry(object: object): Entry {
  const { spec } = object as Definition;
  const { group, names, scope } = spec;
  const version = spec.versions[0]?.name ?? 'v1';
  return {
    group,
    version,
    resource: {
      resource: names.plural,
      responseKind: { group, version, kind: names.kind },
      scope,
      singularResource: names.singular ?? names.kind.toLowerCase(),
      shortNames: names.shortNames ?? [],
      verbs,
    },
  };
}
