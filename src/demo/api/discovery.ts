import type { Json, JsonObject } from '../../core/json.ts';
import type { ApiRequest, Answer } from '../http/exchange.ts';
import { json } from '../http/exchange.ts';
import { apiVersionOf, servedKinds, type ServedKind } from '../servedKinds.ts';
import { hasStatus } from './write/hasStatus.ts';
import { hasScale } from './write/scale.ts';

const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Groups that are asked by POST only: a review is no object. */
const reviewKinds: readonly ServedKind[] = [
  {
    group: 'authentication.k8s.io',
    version: 'v1',
    resource: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
    namespaced: false,
    verbs: ['create'],
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    resource: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    namespaced: false,
    verbs: ['create'],
  },
  {
    group: 'authorization.k8s.io',
    version: 'v1',
    resource: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
    namespaced: false,
    verbs: ['create'],
  },
];

const discovered = [...servedKinds, ...reviewKinds];
const groups = [...new Set(discovered.map(({ group }) => group))].filter((group) => group !== '');

interface Subresource {
  readonly name: string;
  readonly verbs: readonly string[];
  /** Where what is sent and answered is of another kind. */
  readonly kind?: { readonly group: string; readonly version: string; readonly kind: string };
}

const changing = ['get', 'patch', 'update'] as const;

/** What lies below the objects of a kind. */
function subresourcesOf(kind: ServedKind): readonly Subresource[] {
  if (!kind.verbs.includes('create')) return [];
  return [
    ...(kind.kind === 'Pod'
      ? [
          { name: 'eviction', verbs: ['create'], kind: { group: 'policy', version: 'v1', kind: 'Eviction' } },
          { name: 'log', verbs: ['get'] },
        ]
      : []),
    ...(hasScale(kind.kind)
      ? [{ name: 'scale', verbs: changing, kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' } }]
      : []),
    ...(hasStatus(kind.kind) ? [{ name: 'status', verbs: changing }] : []),
  ];
}

/** `/api` */
export function coreVersions(request: ApiRequest): Answer {
  if (wantsAggregated(request)) return aggregatedList(['']);
  const { localAddress = '', localPort = 0 } = request.raw.socket;
  return json({
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: `${localAddress}:${localPort}` }],
  });
}

/** `/apis` */
export function groupList(request: ApiRequest): Answer {
  if (wantsAggregated(request)) return aggregatedList(groups);
  return json({ kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupOf) });
}

/** `/apis/GROUP`; undefined when it is not served. */
export function oneGroup(group: string): Answer | undefined {
  return groups.includes(group) ? json({ kind: 'APIGroup', apiVersion: 'v1', ...groupOf(group) }) : undefined;
}

/** `/api/v1`, `/apis`, `/apis/apps`, `/apis/apps/v1` … */
export function servedPaths(): readonly string[] {
  const ofGroups = groups.flatMap((group) => [group, ...versionsOf(group).map((version) => `${group}/${version}`)]);
  return ['/api', '/api/v1', '/apis', ...ofGroups.map((path) => `/apis/${path}`)];
}

/** `/api/v1`, `/apis/GROUP/VERSION`; undefined when it is not served. */
export function resourceList(group: string, version: string): Answer | undefined {
  const kinds = discovered.filter((kind) => kind.group === group && kind.version === version);
  const [first] = kinds;
  if (first === undefined) return undefined;
  return json({
    kind: 'APIResourceList',
    ...(group === '' ? {} : { apiVersion: 'v1' }),
    groupVersion: apiVersionOf(first),
    resources: kinds.flatMap((kind) => [resourceOf(kind), ...belowOf(kind)]),
  });
}

function wantsAggregated({ accept }: ApiRequest): boolean {
  const [first = ''] = accept.split(',');
  const parameters = first.split(';').map((part) => part.trim());
  return (
    parameters[0] === 'application/json' &&
    ['g=apidiscovery.k8s.io', 'v=v2', 'as=APIGroupDiscoveryList'].every((wanted) => parameters.includes(wanted))
  );
}

function groupOf(group: string): JsonObject {
  const versions = versionsOf(group).map((version) => ({ groupVersion: `${group}/${version}`, version }));
  return { name: group, versions, preferredVersion: versions[0] };
}

function versionsOf(group: string): readonly string[] {
  return [...new Set(discovered.filter((kind) => kind.group === group).map(({ version }) => version))];
}

function resourceOf(kind: ServedKind): JsonObject {
  return {
    name: kind.resource,
    singularName: kind.kind.toLowerCase(),
    namespaced: kind.namespaced,
    kind: kind.kind,
    verbs: kind.verbs,
    ...(kind.shortNames === undefined ? {} : { shortNames: kind.shortNames }),
    ...(kind.categories === undefined ? {} : { categories: kind.categories }),
  };
}

function belowOf(kind: ServedKind): readonly JsonObject[] {
  return subresourcesOf(kind).map(({ name, verbs, kind: other }) => ({
    name: `${kind.resource}/${name}`,
    singularName: '',
    namespaced: kind.namespaced,
    ...(other === undefined ? {} : { group: other.group, version: other.version }),
    kind: other?.kind ?? kind.kind,
    verbs,
  }));
}

/** Source: apidiscovery.k8s.io/v2, k8s.io/api/apidiscovery/v2/types.go. */
function aggregatedList(names: readonly string[]): Answer {
  const items = names.map((group) => ({
    metadata: group === '' ? { creationTimestamp: null } : { name: group, creationTimestamp: null },
    versions: versionsOf(group).map((version) => ({
      version,
      resources: discovered.filter((kind) => kind.group === group && kind.version === version).map(discoveryOf),
      freshness: 'Current',
    })),
  }));
  return {
    as: 'json',
    body: { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items },
    contentType: aggregated,
  };
}

function discoveryOf(kind: ServedKind): Json {
  const responseKind = { group: kind.group, version: kind.version, kind: kind.kind };
  const below = subresourcesOf(kind);
  return {
    resource: kind.resource,
    responseKind,
    scope: kind.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.kind.toLowerCase(),
    verbs: kind.verbs,
    ...(kind.shortNames === undefined ? {} : { shortNames: kind.shortNames }),
    ...(kind.categories === undefined ? {} : { categories: kind.categories }),
    ...(below.length === 0
      ? {}
      : {
          subresources: below.map(({ name, verbs, kind: other }) => ({
            subresource: name,
            responseKind: other === undefined ? responseKind : { ...other },
            verbs,
          })),
        }),
  };
}
