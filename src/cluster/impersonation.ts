import { KubeError } from '../core/kubeError.ts';
import type { UserEntry } from './kubeconfigFile.ts';

/**
 * The headers of `as`, `as-uid`, `as-groups` and `as-user-extra`.
 * @throws KubeError `bad_input` for groups or extra without a user, which the server would refuse
 */
export function impersonationHeaders(user: UserEntry): Readonly<Record<string, string | string[]>> {
  const { as, 'as-uid': uid, 'as-groups': groups = [], 'as-user-extra': extra = {} } = user;
  if (as === undefined || as === '') {
    if (uid === undefined && groups.length === 0 && Object.keys(extra).length === 0) return {};
    throw new KubeError({
      code: 'bad_input',
      operation: 'connect',
      detail: 'the user of this context names groups, a uid or extra to impersonate, and no user to be',
      hint: 'set as of the user in the kubeconfig',
    });
  }
  return {
    'impersonate-user': as,
    ...(uid === undefined ? {} : { 'impersonate-uid': uid }),
    ...(groups.length === 0 ? {} : { 'impersonate-group': [...groups] }),
    ...Object.fromEntries(
      // The server reads keys from header names: what a name cannot hold is percent-encoded
      Object.entries(extra).map(([key, values]) => [`impersonate-extra-${encodeURIComponent(key)}`, [...values]]),
    ),
  };
}
