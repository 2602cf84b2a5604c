/**
 * Ingress hosts: `*.foo.com` covers exactly one more label; no host covers all.
 * Source: networking/v1 IngressRule.host.
 */
export function ingressHostCovers(pattern: string | undefined, host: string): boolean {
  if (pattern === undefined || pattern === '') return true;
  const [wanted, asked] = [pattern.toLowerCase(), host.toLowerCase()];
  if (!wanted.startsWith('*.')) return wanted === asked;
  const dot = asked.indexOf('.');
  return dot > 0 && asked.slice(dot) === wanted.slice(1);
}

/**
 * Gateway API hostnames: `*.foo.com` covers one label or more; none covers all.
 * Source: gateway.networking.k8s.io/v1 Listener.hostname.
 */
export function gatewayHostCovers(pattern: string | undefined, host: string): boolean {
  if (pattern === undefined || pattern === '') return true;
  const [wanted, asked] = [pattern.toLowerCase(), host.toLowerCase()];
  return wanted.startsWith('*.')
    ? asked.length > wanted.length - 1 && asked.endsWith(wanted.slice(1))
    : wanted === asked;
}

/** Whether some host name fits both of two Gateway API hostnames, each of which may be a wildcard. */
export function hostnamesIntersect(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || a === '' || b === undefined || b === '') return true;
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  if (one === other) return true;
  if (one.startsWith('*.') && other.startsWith('*.'))
    return one.endsWith(other.slice(1)) || other.endsWith(one.slice(1));
  return one.startsWith('*.') ? gatewayHostCovers(one, other) : gatewayHostCovers(other, one);
}

/** How closely a pattern names a host: an exact name before a long wildcard before a short one before none. */
export function hostCloseness(pattern: string | undefined): number {
  if (pattern === undefined || pattern === '') return 0;
  return pattern.startsWith('*.') ? pattern.length : 1000 + pattern.length;
}
