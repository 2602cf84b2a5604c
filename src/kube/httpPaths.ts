export interface PathRule {
  readonly path: string;
  /** Ingress: Exact, Prefix, ImplementationSpecific. HTTPRoute: Exact, PathPrefix, RegularExpression. */
  readonly type: string;
}

/**
 * Whether a request path falls under a rule. Prefix works by whole elements (`/foo` covers `/foo/bar` and not `/foobar`;
 * networking/v1 HTTPIngressPath). Where the controller decides, a prefix is assumed; a regular expression from the cluster is never
 * run: what stands before its first special character must fit.
 */
export function pathCovers({ path, type }: PathRule, asked: string): boolean {
  switch (type) {
    case 'Exact':
      return path === asked;
    case 'Prefix':
    case 'PathPrefix':
      return isElementPrefix(path, asked);
    default:
      return asked.startsWith(literalBeginning(path)) || isElementPrefix(path, asked);
  }
}

/** Of rules that cover a path the longest wins, and an exact one before a prefix. */
export function pathCloseness({ path, type }: PathRule): number {
  return path.length * 2 + (type === 'Exact' ? 1 : 0);
}

function isElementPrefix(prefix: string, asked: string): boolean {
  const bare = prefix.replace(/\/+$/, '');
  return bare === '' || asked === bare || asked.startsWith(`${bare}/`);
}

function literalBeginning(path: string): string {
  const special = path.search(/[\\^$.*+?()[\]{}|]/);
  return special < 0 ? path : path.slice(0, special);
}
