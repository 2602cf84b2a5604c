import { objectPath, type ObjectRef } from '../../../core/objectRef.ts';
import { livePods, isReadyPod } from '../../../kube/endpoints.ts';
import type { Deployment } from '../../../kube/kinds/deployment.ts';
import type { HTTPRoute } from '../../../kube/kinds/httpRoute.ts';
import type { Ingress } from '../../../kube/kinds/ingress.ts';
import type { Pod } from '../../../kube/kinds/pod.ts';
import { service, type Service } from '../../../kube/kinds/service.ts';
import { refOf } from '../../../kube/metadata.ts';
import { matches, requirementsOfMap, type Labels } from '../../../kube/selectors.ts';
import { selectedPods, selectorOf, servicePort } from '../../../kube/services.ts';
import type { Backend, Entry, Selection } from './chainSelection.ts';
import { entriesTo, entryPath, entryTarget } from './entries.ts';
import { serviceStep } from './selectByHost.ts';

export interface ObjectLists {
  readonly services: readonly Service[];
  readonly ingresses: readonly Ingress[];
  readonly routes: readonly HTTPRoute[];
  /** Those of the namespace, where they were read already. */
  readonly pods: readonly Pod[];
}

/** Whatever makes pods: its template's labels are theirs. */
export type Workload = Pick<Deployment, 'metadata'> & {
  readonly spec?: { readonly template?: { readonly metadata?: { readonly labels?: Labels } } };
};

export function fromService(found: Service, lists: ObjectLists, port: number | undefined): Selection {
  const object = refOf(service, found);
  const entries = entriesTo(found, lists.ingresses, lists.routes, port);
  // Who asks for one port of the Service does not come by a way in that leads to another.
  const entry = port === undefined ? entries[0] : entries.find((one) => leadsTo(found, one, port));
  const asked = port ?? (entry === undefined ? undefined : entryTarget(entry)?.port);
  return {
    ...startOf(object),
    ...(entry === undefined ? {} : { entry }),
    service: { state: 'found', service: found },
    ...(asked === undefined ? {} : { port: asked }),
    ...(port === undefined ? { everyPort: true as const } : {}),
    fromOutside: false,
    candidates: others(entries, entry),
  };
}

function leadsTo(found: Service, entry: Entry, port: number): boolean {
  const target = entryTarget(entry)?.port;
  return (
    target !== undefined &&
    servicePort(found, target) === servicePort(found, port) &&
    servicePort(found, port) !== undefined
  );
}

/** From an Ingress, a route or a Gateway: the first of its backends that does not work, else the first. */
export function fromEntries(object: ObjectRef, entries: readonly Entry[], lists: ObjectLists): Selection {
  const isSick = (entry: Entry): boolean => {
    const step = serviceStep(entry, lists.services);
    if (step === undefined) return false;
    if (step.state !== 'found') return true;
    if (selectorOf(step.service) === undefined || lists.pods.length === 0) return false;
    return !livePods(selectedPods(step.service, lists.pods)).some(isReadyPod);
  };
  const entry = entries.find(isSick) ?? entries[0];
  const step = entry === undefined ? undefined : serviceStep(entry, lists.services);
  const port = entry === undefined ? undefined : entryTarget(entry)?.port;
  const start = startOf(object);
  const namespace = entry === undefined ? undefined : entryTarget(entry)?.namespace;
  return {
    ...start,
    namespace: namespace ?? start.namespace,
    ...(entry === undefined ? {} : { entry }),
    ...(step === undefined ? {} : { service: step }),
    ...(port === undefined ? {} : { port }),
    fromOutside: true,
    candidates: targetsOf(entries.filter((one) => one !== entry)),
  };
}

/**
 * From a workload or a pod: the Service that selects its pods; else the one that all but does, or bears its name, since there the chain
 * is broken. Several: the one of the same name, else the one that something leads to.
 */
export function fromBackend(backend: Backend, lists: ObjectLists, port: number | undefined): Selection {
  const own = lists.services.filter(({ metadata }) => metadata?.namespace === backend.ref.namespace);
  const selecting = own.filter((one) => selects(one, backend.labels));
  const ordered = (selecting.length > 0 ? selecting : own.filter((one) => nearlySelects(one, backend))).toSorted(
    (a, b) => rankOf(a, backend, lists) - rankOf(b, backend, lists),
  );
  const start = startOf(backend.ref);
  const chosen = ordered[0];
  if (chosen === undefined) return { ...start, backend, fromOutside: false, candidates: [] };
  const through = fromService(chosen, lists, port);
  return {
    ...through,
    ...start,
    backend,
    candidates: [...ordered.slice(1).map((one) => objectPath(refOf(service, one))), ...through.candidates],
  };
}

function startOf(object: ObjectRef) {
  const namespace = object.namespace ?? '';
  return { start: objectPath(object), scope: { namespace, kind: object.kind, name: object.name }, namespace };
}

function selects(one: Service, labels: Labels): boolean {
  const selector = selectorOf(one);
  return selector !== undefined && matches(labels, requirementsOfMap(selector));
}

function nearlySelects(one: Service, { ref, labels }: Backend): boolean {
  const selector = selectorOf(one);
  if (selector === undefined) return false;
  const entries = Object.entries(selector);
  const wrong = entries.filter(([key, value]) => labels[key] !== value).length;
  return one.metadata?.name === ref.name || (entries.length > 1 && wrong === 1);
}

function rankOf(one: Service, { ref }: Backend, { ingresses, routes }: ObjectLists): number {
  const sameName = one.metadata?.name === ref.name ? 0 : 2;
  return sameName + (entriesTo(one, ingresses, routes, undefined).length > 0 ? 0 : 1);
}

function others(entries: readonly Entry[], chosen: Entry | undefined): readonly string[] {
  const own = chosen === undefined ? undefined : entryPath(chosen);
  return [...new Set(entries.map(entryPath))].filter((path) => path !== own);
}

function targetsOf(entries: readonly Entry[]): readonly string[] {
  const targets = entries.flatMap((entry) => {
    const target = entryTarget(entry);
    return target === undefined ? [] : [`Service/${target.namespace}/${target.name}`];
  });
  return [...new Set(targets)];
}
