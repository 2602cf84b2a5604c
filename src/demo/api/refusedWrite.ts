import { ApiError, readOnly } from '../apiError.ts';
import { demoUser } from '../demoCluster.ts';
import type { ApiRequest } from '../http/exchange.ts';
import { requestInfo } from './requestInfo.ts';

const verbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

/** Whoever may only read is refused before anybody looks whether there is such a path: the words of an authorizer. */
export function refusedWrite({ method, segments }: ApiRequest): ApiError {
  const info = requestInfo(segments);
  if (!info.isResource)
    return readOnly({ user: demoUser.username, verb: method.toLowerCase(), path: `/${segments.join('/')}` });
  const isCollection = method === 'DELETE' && info.name === undefined;
  return readOnly({
    user: demoUser.username,
    verb: isCollection ? 'deletecollection' : (verbs[method] ?? ''),
    ...info,
  });
}
