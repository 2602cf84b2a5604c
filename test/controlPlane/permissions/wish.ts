import type { AccessQuestion } from '../../../src/core/ports.ts';

/** What a request needs, as an authorizer is asked. */
export type Wish = Omit<Extract<AccessQuestion, { readonly about: 'access' }>, 'about'>;

/** Of a path with its query; undefined where it is about no resource (discovery, health) or a review of oneself. */
export function wishOf(path: string): Wish | undefined {
  const { pathname, searchParams } = new URL(path, 'http://server');
  const [root, ...rest] = pathname.split('/').filter((part) => part !== '');
  if (root !== 'api' && root !== 'apis') return undefined;
  const group = root === 'api' ? '' : (rest[0] ?? '');
  const behind = rest.slice(root === 'api' ? 1 : 2);
  if (behind.length === 0 || /^auth(orization|entication)\.k8s\.io$/.test(group)) return undefined;
  const isInside = behind[0] === 'namespaces' && behind.length > 2;
  const [resource = '', name, subresource] = isInside ? behind.slice(2) : behind;
  // RBAC takes a namespace to be in itself: a RoleBinding there may grant it. Source: apiserver/pkg/endpoints/request/requestinfo.go
  const namespace = isInside ? behind[1] : group === '' && resource === 'namespaces' ? name : undefined;
  return {
    verb: name !== undefined ? 'get' : searchParams.get('watch') === 'true' ? 'watch' : 'list',
    group,
    resource,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}

/** Of a hint: `needs list on ingresses.networking.k8s.io in namespace shop`. */
export function wishOfHint(hint: string): Wish | undefined {
  const match = /needs (\w+) on ([\w.-]+)(?:\/(\w+))?(?: in (?:all namespaces|namespace ([\w-]+)))?/.exec(hint);
  if (match === null) return undefined;
  const [, verb = '', whole = '', subresource, namespace] = match;
  const [resource = '', ...group] = whole.split('.');
  return {
    verb,
    group: group.join('.'),
    resource,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** `list on pods in orders`: what a gap has to name. */
export function wordsOf({ verb, group, resource, subresource, namespace }: Wish): string {
  const what = [resource, ...(group === '' ? [] : [group])].join('.');
  const whole = subresource === undefined ? what : `${what}/${subresource}`;
  return `${verb} on ${whole}${namespace === undefined ? '' : ` in ${namespace}`}`;
}
