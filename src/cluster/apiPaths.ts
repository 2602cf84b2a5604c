import type { Kind } from '../core/kind.ts';
import { KubeError } from '../core/kubeError.ts';
import { segmentFault } from '../core/segmentFault.ts';
import type { Place } from './place.ts';

type Named = Pick<Kind<unknown>, 'group' | 'resource' | 'namespaced'>;

/**
 * `/api/v1/namespaces/shop/pods/web`, `/apis/apps/v1/deployments`.
 * @throws KubeError `bad_input` for a name or a namespace that is no single segment of a path, before anything is sent
 */
export function pathOf(kind: Named, version: string, place: Place): string {
  const { namespace, name } = place;
  const root = kind.group === '' ? ['api', version] : ['apis', kind.group, version];
  const inNamespace = kind.namespaced && namespace !== undefined && namespace !== '*' ? ['namespaces', namespace] : [];
  return joined([...root, ...inNamespace, kind.resource, ...(name === undefined ? [] : [name])], place);
}

/** `/api/v1/namespaces/shop/pods/web/log`. @throws KubeError `bad_input` as `pathOf` does */
export function logPathOf(namespace: string, name: string, place: Place): string {
  return joined(['api', 'v1', 'namespaces', namespace, 'pods', name, 'log'], place);
}

function joined(segments: readonly string[], place: Place): string {
  for (const segment of segments) {
    const fault = segmentFault(segment);
    if (fault !== undefined)
      throw new KubeError({ ...place, code: 'bad_input', detail: `${JSON.stringify(segment)} ${fault}` });
  }
  return `/${segments.map(encodeURIComponent).join('/')}`;
}

/** `?a=1&b=2`, without what is undefined. */
export function queryOf(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) if (value !== undefined) search.set(key, String(value));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
