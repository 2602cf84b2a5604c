/** What a request of the Kubernetes API is for, by its path: `list of pods`, `log`, `discovery`. */
export function requestKind(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://server');
  const parts = pathname.split('/').filter((part) => part !== '');
  const [root, ...rest] = parts;
  if (root !== 'api' && root !== 'apis') return root === 'openapi' ? 'discovery' : `GET /${root ?? ''}`;
  const behind = rest.slice(root === 'api' ? 1 : 2);
  if (behind.length === 0) return 'discovery';
  if (/^auth(orization|entication)\.k8s\.io$/.test(rest[0] ?? '')) return 'review';
  const [first, , ...inNamespace] = behind;
  const [resource = '', name, subresource] = first === 'namespaces' && inNamespace.length > 0 ? inNamespace : behind;
  if (subresource !== undefined) return subresource;
  if (searchParams.get('watch') === 'true') return `watch of ${resource}`;
  return `${name === undefined ? 'list' : 'get'} of ${resource}`;
}
