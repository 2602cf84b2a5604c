/** What a path asks for, before anybody knows whether there is such a thing: what an authorizer judges by. */
export type RequestInfo =
  | { readonly isResource: false }
  | {
      readonly isResource: true;
      readonly group: string;
      readonly resource: string;
      readonly subresource: string | undefined;
      readonly namespace: string | undefined;
      readonly name: string | undefined;
    };

/** Source: RequestInfoFactory, k8s.io/apiserver/pkg/endpoints/request/requestinfo.go. */
export function requestInfo(segments: readonly string[]): RequestInfo {
  const [root, ...rest] = segments;
  const isCore = root === 'api';
  if (!isCore && root !== 'apis') return { isResource: false };
  const group = isCore ? '' : (rest[0] ?? '');
  const below = rest.slice(isCore ? 1 : 2);
  const [first, second, third, fourth, fifth] = below;
  if (first === undefined) return { isResource: false };
  // A namespace is an object of its own, and lies in itself.
  if (first === 'namespaces' && second !== undefined && (third === undefined || ['status', 'finalize'].includes(third)))
    return { isResource: true, group, resource: first, subresource: third, namespace: second, name: second };
  if (first === 'namespaces' && second !== undefined && third !== undefined)
    return { isResource: true, group, resource: third, subresource: fifth, namespace: second, name: fourth };
  return { isResource: true, group, resource: first, subresource: third, namespace: undefined, name: second };
}
