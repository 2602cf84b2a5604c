import { lease } from '../../kube/kinds/lease.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { listsOf, type ListsRead } from './listsRead.ts';

/** The namespaces that alone could be looked at, since others may not be; undefined: all, or some kinds in all. */
export function namespacesRead(lists: ListsRead): readonly string[] | undefined {
  const kinds = [...lists.values()].filter(({ kind }) => kind.namespaced && kind !== lease);
  const refused = kinds.filter(({ isRefused }) => isRefused);
  const pods = listsOf(lists, pod);
  if (pods === undefined || !refused.includes(pods)) return undefined;
  const read = new Set(refused.flatMap((one) => one.namespacesRead()));
  const isElsewhere = kinds.some((one) => one.namespaces().some((name) => !read.has(name)));
  return isElsewhere ? undefined : [...read].sort();
}
