import { featureKey, type Feature } from '../../../kube/correlation/feature.ts';
import { configMap } from '../../../kube/kinds/configMap.ts';
import { secret } from '../../../kube/kinds/secret.ts';
import { replicaSet as replicaSetKind, type ReplicaSet } from '../../../kube/kinds/replicaSet.ts';
import { refOf } from '../../../kube/metadata.ts';
import { timeAt } from '../../../kube/timeline/moment.ts';
import { timelineKind } from '../../../kube/timeline/timelineObject.ts';
import { writeMoments } from '../../../kube/timeline/writeMoments.ts';
import type { Reader } from '../../../rules/reader.ts';
import type { Failure } from './failure.ts';
import type { Fault } from './surroundings.ts';

/** Objects are read one by one: no more than these. */
const most = 3;

/** Of ConfigMaps and Secrets: who wrote them last and when, or that they are not there. By key. */
export async function writeTimes(reader: Reader, wanted: readonly Feature[]): Promise<ReadonlyMap<string, Fault>> {
  const found = await Promise.all(
    wanted.slice(0, most).map(async (feature) => {
      const fault = await writtenOf(reader, feature);
      return fault === undefined ? [] : [[featureKey(feature), fault] as const];
    }),
  );
  return new Map(found.flat());
}

async function writtenOf(reader: Reader, { kind, name, namespace }: Feature): Promise<Fault | undefined> {
  const of = kind === 'Secret' ? secret : configMap;
  const named = await reader.get(timelineKind(of), { ...(namespace === undefined ? {} : { namespace }), name });
  const object = { apiVersion: 'v1', kind, ...(namespace === undefined ? {} : { namespace }), name };
  if (named.state === 'absent')
    return { text: 'it does not exist', gone: true, evidence: { object, path: 'metadata.name', value: null } };
  if (named.state === 'unread') return undefined;
  const { metadata, managed } = named.object;
  const entries = managed?.managedFields ?? [];
  const [last] = writeMoments(object, entries).toSorted((a, b) => b.at - a.at);
  if (last?.path !== undefined) {
    const since = last.at;
    const entry = entries[Number(/\d+/.exec(last.path)?.[0])];
    return {
      text: `${last.title} it`,
      since,
      evidence: { object, path: `${last.path}.time`, value: entry?.time ?? null },
    };
  }
  const created = metadata?.creationTimestamp;
  const since = timeAt(created);
  if (created === undefined || since === undefined) return undefined;
  return { text: 'created', since, evidence: { object, path: 'metadata.creationTimestamp', value: created } };
}

/** When the first ReplicaSet with an image was made, of the images of what fails. By key. */
export function imageTimes(
  failures: readonly Failure[],
  replicaSets: readonly ReplicaSet[],
): ReadonlyMap<string, Fault> {
  const wanted = new Set(
    failures.flatMap(({ unit }) => unit.traits.flatMap(({ kind, name }) => (kind === 'image' ? [name] : []))),
  );
  const times = new Map<string, Fault>();
  for (const one of replicaSets) {
    const created = one.metadata?.creationTimestamp;
    const since = timeAt(created);
    if (created === undefined || since === undefined) continue;
    const { initContainers = [], containers = [] } = one.spec?.template?.spec ?? {};
    for (const { image = '' } of [...initContainers, ...containers]) {
      const key = featureKey({ kind: 'image', name: image });
      if (!wanted.has(image) || (times.get(key)?.since ?? Infinity) <= since) continue;
      const object = refOf(replicaSetKind, one);
      const evidence = { object, path: 'metadata.creationTimestamp', value: created };
      times.set(key, { text: `first used by ReplicaSet ${object.name}`, since, evidence });
    }
  }
  return times;
}
