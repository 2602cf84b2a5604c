import type { Kind } from '../core/kind.ts';

type Named = Pick<Kind<unknown>, 'group' | 'resource' | 'namespaced'>;

/** `/api/v1/namespaces/shop/pods/web`, `/apis/apps/v1/deployments`. */
export function pathOf(kind: Named, version: string, namespace: string | undefined, name?: string): string {
  const root = kind.group === '' ? `/api/${version}` : `/apis/${kind.group}/${version}`;
  const inNamespace = kind.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}${inNamespace}/${kind.resource}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
}

/** `?a=1&b=2`, without what is undefined. */
export function queryOf(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) if (value !== undefined) search.set(key, String(value));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
