import type { JsonObject } from '../core/json.ts';
import { apiVersionOf, resourceName, type Kind } from '../core/kind.ts';
import { KubeError } from '../core/kubeError.ts';
import { nearest } from '../core/nearest.ts';
import type { ApiResource, Discovery } from './discovery.ts';
import { wholeObject } from './wholeObject.ts';

export interface ResolvedKind {
  readonly resource: ApiResource;
  /** `resource.group` of other groups that the same word names; kubectl would take the first as we do. */
  readonly alternatives: readonly string[];
}

/** What a person may write for a kind. Case does not matter. */
export interface KindWords {
  /** `Deployment`, `deployments`, `deploy`, `deployments.apps`, `deployments.v1.apps`. */
  readonly kind: string;
  /** `apps/v1`, `v1`, or a group alone: `apps`. */
  readonly apiVersion?: string;
}

/**
 * The resource that the words name, by kubectl's order: whole names before short names, groups in the server's order, the
 * preferred version first.
 * @throws KubeError `not_found` with the nearest kinds.
 */
export function resolveKind({ resources }: Discovery, words: KindWords): ResolvedKind {
  const candidates = matching(resources, words);
  const chosen = candidates[0];
  if (chosen === undefined) throw unknownKind(resources, words);
  const others = candidates.filter(({ group, resource }) => group !== chosen.group || resource !== chosen.resource);
  return { resource: chosen, alternatives: [...new Set(others.map(resourceName))] };
}

function matching(resources: readonly ApiResource[], { kind, apiVersion }: KindWords): readonly ApiResource[] {
  const word = kind.trim().toLowerCase();
  const served = resources.filter((one) => one.verbs.includes('get') && isOfVersion(one, apiVersion));
  for (const names of [wholeNames, shortNames, qualifiedNames]) {
    const found = served.filter((one) => names(one).includes(word));
    if (found.length > 0) return found;
  }
  return [];
}

function wholeNames({ kind, resource, singular }: ApiResource): readonly string[] {
  return [kind.toLowerCase(), resource, singular];
}

function shortNames({ shortNames: short }: ApiResource): readonly string[] {
  return short;
}

function qualifiedNames(one: ApiResource): readonly string[] {
  const names = [...wholeNames(one), ...one.shortNames];
  return names.flatMap((name) => [`${name}.${one.group}`, `${name}.${one.version}.${one.group}`]);
}

function isOfVersion(one: ApiResource, apiVersion: string | undefined): boolean {
  if (apiVersion === undefined || apiVersion === '') return true;
  const wanted = apiVersion.trim().toLowerCase();
  return wanted === served(one).toLowerCase() || (one.group !== '' && wanted === one.group);
}

/** `apps/v1`. */
export function served({ group, version }: ApiResource): string {
  return apiVersionOf({ group, versions: [version] });
}

function unknownKind(resources: readonly ApiResource[], words: KindWords): KubeError {
  const { kind, apiVersion } = words;
  const elsewhere = apiVersion === undefined ? [] : matching(resources, { kind });
  const facts = {
    code: 'not_found',
    operation: 'get',
    resource: kind,
    kindAbsent: true,
  } as const;
  if (apiVersion !== undefined && elsewhere.length > 0) {
    const versions = [...new Set(elsewhere.map(served))];
    return new KubeError({
      ...facts,
      detail: `the server does not serve it as ${apiVersion}`,
      headline: `${elsewhere[0]?.kind ?? kind} is not served as ${apiVersion} here; it is as ${versions.join(', ')}.`,
      nearest: { input: 'apiVersion', names: versions },
    });
  }
  const close = nearest(
    kind,
    resources.filter(({ verbs }) => verbs.includes('get')).flatMap((one) => [one.kind, one.resource]),
    6,
  );
  // The plural and the kind of one resource are one hint
  const kinds = [...new Set(close.map((name) => resources.find((one) => one.resource === name)?.kind ?? name))];
  return new KubeError({
    ...facts,
    detail: 'the server has no such kind',
    headline: `The cluster has no kind ${kind}.`,
    ...(kinds.length === 0
      ? { hint: 'a CustomResourceDefinition may not be installed here' }
      : { nearest: { input: 'kind', names: kinds.slice(0, 3) } }),
  });
}

const made = new Map<string, Kind<JsonObject>>();

/** A kind found by discovery, its objects whole. The same one for the same resource, so that its reads are shared. */
export function dynamicKind({ kind, group, version, resource, namespaced }: ApiResource): Kind<JsonObject> {
  const key = JSON.stringify([kind, group, version, resource, namespaced]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const one = { kind, group, versions: [version], resource, namespaced, project: wholeObject };
  made.set(key, one);
  return one;
}
