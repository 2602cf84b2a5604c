import type { Gap } from '../../core/gap.ts';
import { resourceName, type Kind } from '../../core/kind.ts';
import type { ByName, Named } from '../../core/rule.ts';
import { routeBackends, isServiceBackend } from '../../kube/gatewayRoutes.ts';
import { httpRoute, type HTTPRoute } from '../../kube/kinds/httpRoute.ts';
import { ingress, type Ingress } from '../../kube/kinds/ingress.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { service } from '../../kube/kinds/service.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import type { Reader } from '../reader.ts';
import { listsOf, type ListsRead } from './listsRead.ts';

/** Objects asked for by name, one request each: no more than this for one scan. */
const maxRequests = 50;

interface Wanted {
  readonly kind: Kind<HasMetadata>;
  readonly namespace: string;
  readonly name: string;
}

export interface NamedRead {
  readonly of: (kind: Kind<unknown>) => ByName<unknown>;
  readonly gaps: readonly Gap[];
  /** How many were read of each kind, by `resourceName`. */
  readonly counts: ReadonlyMap<string, number>;
}

/** The TLS Secrets of Ingresses, and the Services of other namespaces that routes lead to, as far as no list has them. */
export async function readNamed(reader: Reader, lists: ListsRead): Promise<NamedRead> {
  const wanted = distinct([...secretsWanted(lists), ...servicesWanted(lists)]).filter(
    ({ kind, namespace, name }) => listed(lists, kind, namespace, name) === undefined,
  );
  const asked = wanted.slice(0, maxRequests);
  const objects = new Map<string, Named<HasMetadata>>();
  await Promise.all(
    asked.map(async (one) => {
      const { kind, namespace, name } = one;
      objects.set(keyOf(one), await reader.get(kind, { namespace, name }));
    }),
  );
  const counts = new Map<string, number>();
  for (const { kind } of asked.filter((one) => objects.get(keyOf(one))?.state === 'found'))
    counts.set(resourceName(kind), (counts.get(resourceName(kind)) ?? 0) + 1);
  return {
    of: (kind) => ({
      get: (namespace = '', name) =>
        listed(lists, kind, namespace, name) ?? objects.get(keyOf({ kind, namespace, name })) ?? unasked(kind, name),
    }),
    gaps: [...refusals(asked, objects), ...leftOut(wanted.slice(maxRequests))],
    counts,
  };
}

function secretsWanted(lists: ListsRead): readonly Wanted[] {
  const ingresses: readonly Ingress[] = listsOf(lists, ingress)?.items() ?? [];
  return ingresses.flatMap(({ metadata, spec }) =>
    (spec?.tls ?? []).flatMap(({ secretName = '' }) =>
      secretName === '' || metadata?.namespace === undefined
        ? []
        : [{ kind: secret, namespace: metadata.namespace, name: secretName }],
    ),
  );
}

function servicesWanted(lists: ListsRead): readonly Wanted[] {
  const routes: readonly HTTPRoute[] = listsOf(lists, httpRoute)?.items() ?? [];
  return routes.flatMap((route) =>
    routeBackends(route).flatMap(({ backend, namespace }) => {
      const { name } = backend;
      if (name === undefined || namespace === undefined || !isServiceBackend(backend)) return [];
      return [{ kind: service, namespace, name }];
    }),
  );
}

/** From a list, where one was read that would hold it. A list of metadata tells only of what is not there. */
function listed(
  lists: ListsRead,
  kind: Kind<unknown>,
  namespace: string,
  name: string,
): Named<HasMetadata> | undefined {
  const reading = listsOf(lists, kind)?.within(namespace);
  if (reading?.state !== 'read') return undefined;
  const object = reading.value.find(({ metadata }) => metadata?.name === name);
  if (object === undefined) return { state: 'absent' };
  return kind.listAs === 'metadata' ? undefined : { state: 'found', object };
}

function distinct(wanted: readonly Wanted[]): readonly Wanted[] {
  return [...new Map(wanted.map((one) => [keyOf(one), one])).values()];
}

/** One gap for all that were refused for the same reason. */
function refusals(asked: readonly Wanted[], objects: ReadonlyMap<string, Named<HasMetadata>>): readonly Gap[] {
  const groups = new Map<string, { readonly first: Gap; readonly ones: Wanted[] }>();
  for (const one of asked) {
    const named = objects.get(keyOf(one));
    if (named?.state !== 'unread') continue;
    const key = `${resourceName(one.kind)} ${named.gap.because}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: named.gap, ones: [one] });
    else group.ones.push(one);
  }
  return [...groups.values()].map(({ first, ones }) =>
    ones.length === 1 ? first : { ...first, wanted: wordsOf(ones) },
  );
}

function leftOut(rest: readonly Wanted[]): readonly Gap[] {
  if (rest.length === 0) return [];
  const hint = `left out, since a scan asks for at most ${maxRequests} objects by name: scan one namespace`;
  return [{ wanted: wordsOf(rest), because: 'unsupported', hint }];
}

const shown = 3;

/** `5 secrets (shop/a, shop/b, shop/c, …)` */
function wordsOf(ones: readonly Wanted[]): string {
  const names = ones.slice(0, shown).map(({ namespace, name }) => `${namespace}/${name}`);
  const kinds = [...new Set(ones.map(({ kind }) => kind.resource))].join(' and ');
  return `${ones.length} ${kinds} (${names.join(', ')}${ones.length > shown ? ', …' : ''})`;
}

function unasked(kind: Kind<unknown>, name: string): Named<unknown> {
  return {
    state: 'unread',
    gap: { wanted: `${kind.resource} ${name}`, because: 'unsupported', hint: 'nobody asked for it' },
  };
}

function keyOf({ kind, namespace, name }: { kind: Kind<unknown>; namespace: string; name: string }): string {
  return `${resourceName(kind)} ${namespace}/${name}`;
}
