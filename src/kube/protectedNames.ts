const parts = new Set(['prod', 'prd', 'production', 'live']);

/**
 * Whether a context's name says production, by a part of its own: `prod-eu`, `shop_production`, `arn:aws:eks:…:cluster/prod2`. Not
 * `reproducer` or `product`. Changes of such a context ask for its name to be typed.
 */
export function isProtectedContext(name: string): boolean {
  return name
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((part) => parts.has(part));
}
