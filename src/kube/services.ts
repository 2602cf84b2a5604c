import { isIP } from 'node:net';
import type { Pod } from './kinds/pod.ts';
import type { Service } from './kinds/service.ts';
import { labelOf, matches, requirementsOfMap, type Labels } from './selectors.ts';

export type ServicePort = NonNullable<NonNullable<Service['spec']>['ports']>[number];
export type Family = 'IPv4' | 'IPv6';

/** The selector by which the endpoint controller works; undefined for ExternalName and for Services without one. */
export function selectorOf({ spec }: Service): Labels | undefined {
  if (spec?.type === 'ExternalName' || spec?.selector === undefined) return undefined;
  return Object.keys(spec.selector).length === 0 ? undefined : spec.selector;
}

export function isHeadless({ spec }: Service): boolean {
  return spec?.type !== 'ExternalName' && spec?.clusterIP === 'None';
}

/** The pods of its namespace that a Service selects; empty where it selects none or has no selector. */
export function selectedPods(service: Service, pods: readonly Pod[]): readonly Pod[] {
  const selector = selectorOf(service);
  if (selector === undefined) return [];
  const known = selections.get(pods) ?? new WeakMap<Service, readonly Pod[]>();
  selections.set(pods, known);
  const selected = known.get(service) ?? select(service, selector, pods);
  known.set(service, selected);
  return selected;
}

/** A dozen rules ask the same of the same lists, which nobody changes: with 50,000 pods that is most of their time. */
const selections = new WeakMap<readonly Pod[], WeakMap<Service, readonly Pod[]>>();

function select(service: Service, selector: Labels, pods: readonly Pod[]): readonly Pod[] {
  const requirements = requirementsOfMap(selector);
  const [[key, value] = ['', '']] = Object.entries(selector);
  return (podsBy(key, pods).get(value) ?? []).filter(
    ({ metadata }) => metadata?.namespace === service.metadata?.namespace && matches(metadata?.labels, requirements),
  );
}

/** The pods of a list by the value of one label: many Services ask by the same one, so that each looks at few pods. */
function podsBy(key: string, pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const known = byLabel.get(pods) ?? new Map<string, ReadonlyMap<string, readonly Pod[]>>();
  byLabel.set(pods, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  const byValue = new Map<string, Pod[]>();
  for (const pod of pods) {
    const labels = pod.metadata?.labels ?? {};
    const value = labelOf(labels, key);
    if (value === undefined) continue;
    const same = byValue.get(value);
    if (same === undefined) byValue.set(value, [pod]);
    else same.push(pod);
  }
  known.set(key, byValue);
  return byValue;
}

const byLabel = new WeakMap<readonly Pod[], Map<string, ReadonlyMap<string, readonly Pod[]>>>();

/**
 * The address families that the endpoint controller writes slices for: `ipFamilies`, else that of the cluster address, else both
 * (a headless Service from before dual stack). Source: getAddressTypesForService in k8s.io/endpointslice.
 */
export function familiesOf({ spec }: Service): readonly Family[] {
  const named = (spec?.ipFamilies ?? []).filter((family): family is Family => family === 'IPv4' || family === 'IPv6');
  if (named.length > 0) return named;
  const family = familyOf(spec?.clusterIP ?? '');
  return family === undefined ? ['IPv4', 'IPv6'] : [family];
}

export function familyOf(address: string): Family | undefined {
  const version = isIP(address);
  return version === 4 ? 'IPv4' : version === 6 ? 'IPv6' : undefined;
}

/** A port of a Service by number or name, as an Ingress or a route names it. */
export function servicePort(service: Service, wanted: number | string): ServicePort | undefined {
  return service.spec?.ports?.find(
    ({ port, name }) => port === wanted || (typeof wanted === 'string' && name === wanted),
  );
}

/** `80`, `http (80)`: the ports of a Service for a message. */
export function portsText({ spec }: Service): string {
  const ports = spec?.ports ?? [];
  if (ports.length === 0) return 'none';
  return ports
    .map(({ name, port }) => (name === undefined || name === '' ? String(port) : `${name} (${port ?? '?'})`))
    .join(', ');
}
