const parts = new Set(['prod', 'prd', 'production', 'live']);

/** Namespaces of the cluster's own parts. */
const systems = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/**
 * Whether a context's name says production, by a part of its own: `prod-eu`, `shop_production`, `arn:aws:eks:…:cluster/prod2`. Not
 * `reproducer` or `product`. Changes of such a context ask for its name to be typed.
 */
export function isProtectedContext(name: string, patterns: readonly string[] = []): boolean {
  return saysProduction(name) || patterns.some((pattern) => matches(name, pattern));
}

/** Whether changes in a namespace ask for its name to be typed: those of the cluster's own parts, and those whose name says production. */
export function isProtectedNamespace(name: string, patterns: readonly string[] = []): boolean {
  return systems.has(name) || saysProduction(name) || patterns.some((pattern) => matches(name, pattern));
}

function saysProduction(name: string): boolean {
  return name
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((part) => parts.has(part));
}

/** `*` stands for any text, as in a shell; all else for itself. */
function matches(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return name === pattern;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? '';
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - at >= last.length && name.endsWith(last);
}
