import { resourceName, type Kind } from '../../core/kind.ts';
import { cronJob } from '../../kube/kinds/cronJob.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { job } from '../../kube/kinds/job.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import { podReferences } from '../../kube/podReferences.ts';
import { podTemplates } from '../../kube/podTemplates.ts';
import type { Reader } from '../reader.ts';
import type { Reading } from '../snapshot.ts';
import { KindLists, listsOf, type ListsRead } from './listsRead.ts';

/** Secrets asked for by name in the place of a list, one request each: no more than this for one scan. */
const maxRequests = 50;

/**
 * The Secrets that pods and templates name, and that are there: in the place of their list, for who may not list Secrets, as most
 * viewers. Where none is named there is nothing to ask; else each is asked for by name, until one is refused. What this does not
 * decide stays a gap, and so it does where not all namespaces could be looked at.
 * @returns nothing where the list was read, failed otherwise than by a refusal, or cannot be replaced
 */
export async function secretsByName(
  reader: Reader,
  lists: ListsRead,
  namespace: string | undefined,
): Promise<ListsRead> {
  const known = listsOf(lists, secret);
  if (known?.gap?.because !== 'forbidden') return new Map();
  const places = namespace === undefined ? placesOf(lists) : [namespace];
  const asking = { left: maxRequests };
  const readings = new Map<string, Reading<readonly HasMetadata[]>>();
  for (const place of places) {
    const before = known.within(place);
    const there = before?.state === 'read' ? before.value : await thereIn(reader, lists, place, asking);
    if (there !== undefined) readings.set(place, { state: 'read', value: there });
    else if (before !== undefined) readings.set(place, before);
  }
  const isWhole =
    places.every((place) => readings.get(place)?.state === 'read') &&
    (namespace !== undefined || listsOf(lists, pod)?.gap === undefined);
  const gap = isWhole ? undefined : known.gap;
  return new Map([[resourceName(secret), new KindLists(secret, known.everywhere, readings, gap)]]);
}

/** Undefined: not known. */
async function thereIn(
  reader: Reader,
  lists: ListsRead,
  namespace: string,
  asking: { left: number },
): Promise<readonly HasMetadata[] | undefined> {
  const names = namesIn(lists, namespace);
  if (names === undefined || names.length > asking.left) return undefined;
  const there: HasMetadata[] = [];
  const [first, ...others] = names;
  if (first === undefined) return there;
  // One alone, so that who may read none is refused once
  for (const some of [[first], others]) {
    asking.left -= some.length;
    const found = await Promise.all(some.map((name) => reader.exists(secret, { namespace, name })));
    if (found.some((one) => one === undefined)) {
      asking.left = 0;
      return undefined;
    }
    there.push(...some.filter((_, index) => found[index] === true).map((name) => ({ metadata: { namespace, name } })));
  }
  return there;
}

/** Undefined where pods, or what makes them, were not read: they may name others. */
function namesIn(lists: ListsRead, namespace: string): readonly string[] | undefined {
  const read = (kind: Kind<unknown>): readonly HasMetadata[] | undefined => {
    const reading = listsOf(lists, kind)?.within(namespace);
    return reading?.state === 'read' ? reading.value : undefined;
  };
  const pods: readonly Pod[] | undefined = read(pod);
  const makers = {
    deployments: read(deployment),
    statefulSets: read(statefulSet),
    daemonSets: read(daemonSet),
    replicaSets: read(replicaSet),
    jobs: read(job),
    cronJobs: read(cronJob),
  };
  if (pods === undefined || Object.values(makers).includes(undefined)) return undefined;
  const specs = [...pods.map(({ spec }) => spec), ...podTemplates(makers).map(({ spec }) => spec)];
  const references = specs.flatMap((spec) => podReferences(spec));
  return [...new Set(references.flatMap(({ kind, name, optional }) => (kind === 'Secret' && !optional ? [name] : [])))];
}

function placesOf(lists: ListsRead): readonly string[] {
  return [...new Set([...lists.values()].filter(({ kind }) => kind.namespaced).flatMap((one) => one.namespaces()))];
}
