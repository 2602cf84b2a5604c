/**
 * One kind of Kubernetes object as the product reads it. The values live in kube/kinds/.
 * `T` is the projected object: plain JSON in wire form (times are RFC 3339 strings).
 */
export interface Kind<T> {
  readonly kind: string;
  /** Empty for the core group. */
  readonly group: string;
  /** Served versions that we can read, preferred first. */
  readonly versions: readonly string[];
  /** Plural, lower case, as in the API path. */
  readonly resource: string;
  readonly namespaced: boolean;
  /** Lists ask for PartialObjectMetadata: of Secrets nothing else is ever listed. */
  readonly listAs?: 'metadata';
  /** One object is asked for as PartialObjectMetadata too: what it holds never leaves the server. */
  readonly getAs?: 'metadata';
  /** Keeps what rules and tools read. Must bear any JSON: a broken controller can write absurd objects. */
  project(raw: unknown): T;
}

/** `pods`, `ingresses.networking.k8s.io`: how permissions and gaps name a kind. */
export function resourceName(kind: Pick<Kind<unknown>, 'group' | 'resource'>): string {
  return kind.group === '' ? kind.resource : `${kind.resource}.${kind.group}`;
}

/** `v1`, `apps/v1`; by default the preferred version. */
export function apiVersionOf(
  kind: Pick<Kind<unknown>, 'group' | 'versions'>,
  version = kind.versions[0] ?? 'v1',
): string {
  return kind.group === '' ? version : `${kind.group}/${version}`;
}
