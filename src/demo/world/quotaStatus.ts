import type { JsonObject } from '../../core/json.ts';
import { quantity } from '../../kube/quantity.ts';
import { listAt, numberAt, textAt, textMapAt, valueAt } from '../kubeObject.ts';
import { kindOfObject } from '../servedKinds.ts';

/**
 * The status of a ResourceQuota: what the objects of its namespace use of each limit. Pods that are over count for nothing.
 * Source: kubernetes/pkg/quota/v1/evaluator/core. Quotas with scopes are not told apart here.
 */
export function withQuotaStatus(quota: JsonObject, objects: readonly JsonObject[]): JsonObject {
  const namespace = textAt(quota, 'metadata.namespace');
  const own = objects.filter((object) => textAt(object, 'metadata.namespace') === namespace);
  const hard = textMapAt(quota, 'spec.hard');
  const used = Object.fromEntries(Object.keys(hard).map((limit) => [limit, usedOf(limit, own)]));
  return { ...quota, status: { hard, used } };
}

function usedOf(limit: string, objects: readonly JsonObject[]): string {
  const ofResource = (resource: string): readonly JsonObject[] =>
    objects.filter((object) => resourceOf(object) === resource);
  const pods = ofResource('pods').filter((pod) => !['Succeeded', 'Failed'].includes(textAt(pod, 'status.phase') ?? ''));
  const [part = '', resource] = limit.split('.');
  switch (limit) {
    case 'pods':
      return String(pods.length);
    case 'services.nodeports':
      return String(ofResource('services').flatMap(portsOnNodes).length);
    case 'services.loadbalancers':
      return String(ofResource('services').filter((one) => textAt(one, 'spec.type') === 'LoadBalancer').length);
    case 'requests.storage':
      return bytes(sum(ofResource('persistentvolumeclaims'), 'spec.resources.requests.storage'));
    case 'cpu':
    case 'memory':
      return asked(pods, 'requests', limit);
    default:
      if (part === 'requests' || part === 'limits') return asked(pods, part, resource ?? '');
      return String(ofResource(limit.replace(/^count\//, '')).length);
  }
}

/** `deployments.apps`, `secrets`: the words of quotas. */
function resourceOf(object: JsonObject): string {
  const served = kindOfObject(textAt(object, 'apiVersion') ?? '', textAt(object, 'kind') ?? '');
  if (served === undefined) return '';
  return served.group === '' ? served.resource : `${served.resource}.${served.group}`;
}

function portsOnNodes(service: JsonObject): readonly unknown[] {
  return listAt(service, 'spec.ports').filter((port) => numberAt(port, 'nodePort') > 0);
}

/** Of containers and sidecars together; of an init container that ends, where it asks for more than all of them. */
function asked(pods: readonly JsonObject[], what: 'requests' | 'limits', resource: string): string {
  const path = `resources.${what}.${resource}`;
  const total = pods.reduce((before, pod) => {
    const init = listAt(pod, 'spec.initContainers');
    const sidecars = init.filter((container) => textAt(container, 'restartPolicy') === 'Always');
    const running = sum([...listAt(pod, 'spec.containers'), ...sidecars], path);
    const starting = init.map((container) => sum([container], path));
    return before + Math.max(running, ...starting);
  }, 0);
  return resource === 'cpu' ? cores(total) : bytes(total);
}

function sum(objects: readonly Parameters<typeof valueAt>[0][], path: string): number {
  return objects.reduce<number>((total, object) => total + (quantity(textAt(object, path)) ?? 0), 0);
}

function cores(amount: number): string {
  const milli = Math.round(amount * 1000);
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
}

/** In the largest binary unit that leaves no fraction, as Go's resource.Quantity prints it. */
function bytes(amount: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  let value = amount;
  let unit = 0;
  while (value > 0 && value % 1024 === 0 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value}${units[unit] ?? ''}`;
}
