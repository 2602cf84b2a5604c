import { ApiError, readOnly } from '../apiError.ts';
import type { ApiRequest } from '../http/exchange.ts';
import { requestInfo } from './requestInfo.ts';

const verbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

/** Nobody may write to what is no resource. */
export function mayWrite({ user, segments }: ApiRequest): boolean {
  return user.mayWrite && requestInfo(segments).isResource;
}

/** Whoever may only read is refused before anybody looks whether there is such a path: the words of an authorizer. */
export function refusedWrite({ method, segments, user: { username } }: ApiRequest): ApiError {
  const info = requestInfo(segments);
  if (!info.isResource) return readOnly({ user: username, verb: method.toLowerCase(), path: `/${segments.join('/')}` });
  const isCollection = method === 'DELETE' && info.name === undefined;
  return readOnly({
    user: username,
    verb: isCollection ? 'deletecollection' : (verbs[method] ?? ''),
    ...info,
  });
}
