import type { ObjectRef } from '../../../core/objectRef.ts';
import type { ObjectTarget } from '../objectTarget.ts';

/** The scheme of our read-only documents. */
export const scheme = 'kube-sre';

/** No namespace may be called so, and the path keeps its four parts. */
const noNamespace = '_';

/** `kube-sre:/demo/shop/Service/api.yaml?apiVersion=v1`. A context's name may hold slashes and colons (EKS has ARNs). */
export function documentParts({ context, object }: ObjectTarget): { readonly path: string; readonly query: string } {
  const parts = [context, object.namespace ?? noNamespace, object.kind, `${object.name}.yaml`];
  return {
    path: `/${parts.map(encodeURIComponent).join('/')}`,
    query: new URLSearchParams({ apiVersion: object.apiVersion }).toString(),
  };
}

/** Undefined for what is no document of an object. */
export function documentTarget(path: string, query: string): ObjectTarget | undefined {
  const parts = path.split('/');
  const apiVersion = new URLSearchParams(query).get('apiVersion');
  if (parts.length !== 5 || parts[0] !== '' || apiVersion === null) return undefined;
  const [context, namespace, kind, file] = parts.slice(1).map(decoded);
  if (context === undefined || kind === undefined || namespace === undefined || file?.endsWith('.yaml') !== true)
    return undefined;
  const object: ObjectRef = { apiVersion, kind, name: file.slice(0, -'.yaml'.length) };
  return { context, object: namespace === noNamespace ? object : { ...object, namespace } };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
