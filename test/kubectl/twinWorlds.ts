import { loadAll } from 'js-yaml';
import { isRecord } from '../../src/core/json.ts';
import { apiVersionOf, servedKinds } from '../../src/demo/servedKinds.ts';
import { at, listAt, textAt } from '../unit/demo/demoClient.ts';
import type { Kubectl } from './kubectl.ts';
import { twinManifests } from './settledTwins.ts';

/** All that a server holds of the kinds that the demo serves, as a world to which nothing is added. */
export async function mirrorWorld(kubectl: Kubectl): Promise<string> {
  const kinds = servedKinds.filter(({ storedAs, verbs }) => storedAs === undefined && verbs.includes('watch'));
  const lists = await Promise.all(
    kinds.map(async (served) => {
      const { group, version, resource, kind } = served;
      const path = `${group === '' ? '/api' : `/apis/${group}`}/${version}/${resource}`;
      const list: unknown = JSON.parse(await kubectl.print('get', '--raw', path));
      const items = listAt(list, 'items').filter(isRecord);
      return items.map((item) => JSON.stringify({ apiVersion: apiVersionOf(served), kind, ...item }));
    }),
  );
  return ['$complete: true', ...lists.flat()].join('\n---\n');
}

/**
 * The manifests as a world, with what no loader can know: hashes that controllers computed, how an autoscaler fared, and when each was made.
 * @param dump the mirror's world
 */
export function writtenWorld(dump: string): string {
  const real = (loadAll(dump) as readonly unknown[]).filter(isRecord);
  const find = (kind: string, name: string) =>
    real.find((one) => one.kind === kind && textAt(one, 'metadata', 'name') === name);
  const childOf = (kind: string, owner: string) =>
    real.find((one) => one.kind === kind && textAt(one, 'metadata', 'ownerReferences', 0, 'name') === owner);
  const documents = (loadAll(twinManifests) as readonly unknown[]).filter(isRecord).map((document) => {
    const kind = String(document.kind);
    const name = textAt(document, 'metadata', 'name');
    const own = find(kind, name);
    const born = textAt(own, 'metadata', 'creationTimestamp');
    const metadata = { ...(isRecord(document.metadata) ? document.metadata : {}), creationTimestamp: born };
    const hash = textAt(childOf('ReplicaSet', name), 'metadata', 'labels', 'pod-template-hash');
    const revision = textAt(childOf('ControllerRevision', name), 'metadata', 'name').slice(name.length + 1);
    return {
      ...document,
      metadata,
      ...(kind === 'Deployment' ? { $revisions: [{ hash, born }] } : {}),
      ...(kind === 'StatefulSet' || kind === 'DaemonSet' ? { $hash: revision } : {}),
      ...(kind === 'HorizontalPodAutoscaler' ? { status: at(own, 'status') } : {}),
    };
  });
  return documents.map((document) => JSON.stringify(document)).join('\n---\n');
}
