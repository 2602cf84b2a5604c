import { isRecord } from '../core/json.ts';
import { isKubeError } from '../core/kubeError.ts';
import type { Cluster } from '../core/ports.ts';
import { fields, flag, listOf, projection, text } from './shape.ts';

/** One resource of one served version. */
export interface ApiResource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Plural, as in the path. */
  readonly resource: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** What a server serves, in its own order: groups by priority, in each the preferred version first. That is kubectl's order too. */
export interface Discovery {
  readonly resources: readonly ApiResource[];
  /** `metrics.k8s.io/v1beta1`: aggregated APIs that are registered and do not answer. */
  readonly stale: readonly string[];
}

/** Kept, since a cluster's kinds change rarely. kubectl keeps its discovery for 6 hours. */
const keepSeconds = 600;

/** Since Kubernetes 1.26 one request tells of all groups; a server that does not know the form answers in the old one. */
const accept = [
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList',
  'application/json',
].join(',');

/** @throws KubeError when neither form can be read. */
export async function readDiscovery(cluster: Cluster, signal: AbortSignal): Promise<Discovery> {
  const [core, groups] = await Promise.all([readGroups(cluster, '/api', signal), readGroups(cluster, '/apis', signal)]);
  return { resources: [...core.resources, ...groups.resources], stale: [...core.stale, ...groups.stale] };
}

/** What is served under `/apis` alone: every group but the core one. */
export async function readGroups(cluster: Cluster, path: '/api' | '/apis', signal: AbortSignal): Promise<Discovery> {
  const { json } = await cluster.raw(path, { accept, keepSeconds, json: isGroups(path) }, signal);
  return json?.kind === 'APIGroupDiscoveryList' ? aggregated(json) : readEachVersion(cluster, path, json, signal);
}

/** A server serves something: what names nothing comes from somebody else, and would say that no kind is there. */
function isGroups(path: '/api' | '/apis'): (answer: Readonly<Record<string, unknown>>) => boolean {
  return ({ kind, items, versions, groups }) =>
    kind === 'APIGroupDiscoveryList'
      ? isFullList(items, (one) => isRecord(one) && isRecord(one.metadata) && Array.isArray(one.versions))
      : path === '/api'
        ? isFullList(versions, (one) => typeof one === 'string')
        : isFullList(groups, isRecord);
}

function isFullList(value: unknown, isOne: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isOne);
}

function isResources({ resources }: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(resources) && resources.every(isRecord);
}

const groupList = projection(
  fields({
    items: listOf(
      fields({
        metadata: fields({ name: text }),
        versions: listOf(
          fields({
            version: text,
            freshness: text,
            resources: listOf(
              fields({
                resource: text,
                responseKind: fields({ kind: text }),
                scope: text,
                singularResource: text,
                shortNames: listOf(text),
                verbs: listOf(text),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
);

function aggregated(raw: unknown): Discovery {
  const resources: ApiResource[] = [];
  const stale: string[] = [];
  for (const { metadata, versions = [] } of groupList(raw).items ?? []) {
    const group = metadata?.name ?? '';
    for (const { version = '', freshness, resources: served = [] } of versions) {
      if (freshness === 'Stale') stale.push(groupVersion(group, version));
      for (const { resource, responseKind, scope, singularResource = '', shortNames = [], verbs = [] } of served) {
        const kind = responseKind?.kind ?? '';
        if (resource === undefined || kind === '') continue;
        const singular = singularResource === '' ? kind.toLowerCase() : singularResource;
        resources.push({
          group,
          version,
          kind,
          resource,
          singular,
          shortNames,
          namespaced: scope === 'Namespaced',
          verbs,
        });
      }
    }
  }
  return { resources, stale };
}

const oldGroups = projection(
  fields({
    versions: listOf(text),
    groups: listOf(
      fields({
        name: text,
        preferredVersion: fields({ version: text }),
        versions: listOf(fields({ version: text })),
      }),
    ),
  }),
);

interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

async function readEachVersion(
  cluster: Cluster,
  path: '/api' | '/apis',
  raw: unknown,
  signal: AbortSignal,
): Promise<Discovery> {
  const { versions = [], groups = [] } = oldGroups(raw);
  const wanted: readonly GroupVersion[] =
    path === '/api' ? versions.map((version) => ({ group: '', version })) : groups.flatMap(versionsOf);
  const read = await Promise.all(wanted.map((one) => readVersion(cluster, one, signal)));
  return { resources: read.flatMap(({ resources }) => resources), stale: read.flatMap(({ stale }) => stale) };
}

type OldGroup = NonNullable<ReturnType<typeof oldGroups>['groups']>[number];

function versionsOf({ name = '', preferredVersion, versions = [] }: OldGroup): readonly GroupVersion[] {
  const all = versions.flatMap(({ version }) => (version === undefined ? [] : [version]));
  const preferred = preferredVersion?.version;
  const ordered = preferred === undefined ? all : [preferred, ...all.filter((version) => version !== preferred)];
  return ordered.map((version) => ({ group: name, version }));
}

const resourceList = projection(
  fields({
    resources: listOf(
      fields({
        name: text,
        singularName: text,
        namespaced: flag,
        kind: text,
        verbs: listOf(text),
        shortNames: listOf(text),
      }),
    ),
  }),
);

/** A group whose backend is down must not hide all the others (503 for an aggregated API). */
async function readVersion(
  cluster: Cluster,
  { group, version }: GroupVersion,
  signal: AbortSignal,
): Promise<Discovery> {
  const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  try {
    const { json } = await cluster.raw(path, { keepSeconds, json: isResources }, signal);
    const resources = (resourceList(json).resources ?? []).flatMap((one): ApiResource[] => {
      const { name = '', kind = '', singularName = '', namespaced = false, verbs = [], shortNames = [] } = one;
      // `pods/log`: subresources stand in the same list
      if (name === '' || kind === '' || name.includes('/')) return [];
      const singular = singularName === '' ? kind.toLowerCase() : singularName;
      return [{ group, version, kind, resource: name, singular, shortNames, namespaced, verbs }];
    });
    return { resources, stale: [] };
  } catch (error) {
    if (isKubeError(error) && error.facts.code !== 'cancelled' && error.facts.code !== 'unauthorized')
      return { resources: [], stale: [groupVersion(group, version)] };
    throw error;
  }
}

function groupVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}
