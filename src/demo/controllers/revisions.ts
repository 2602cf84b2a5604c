import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../core/json.ts';
import { timeText } from '../../core/timeText.ts';
import { deepEqual } from '../deepEqual.ts';
import { mapAt, numberAt, textMapAt, type KubeObject } from '../kubeObject.ts';
import type { Kit } from './kit.ts';
import { ownedBy, referenceTo } from './owned.ts';
import { removeObject } from './removal.ts';
import { templateHash } from './templateHash.ts';

const storage = 'controllerrevisions.apps';

export const revisionNumber = (revision: KubeObject): number => numberAt(revision, 'revision');

/** The revisions of a StatefulSet or DaemonSet, oldest first. */
export function revisionsOf({ store }: Kit, owner: KubeObject): readonly KubeObject[] {
  return ownedBy(store, storage, owner).toSorted((a, b) => revisionNumber(a) - revisionNumber(b));
}

/**
 * The revision of the template as it is now: a new one, or an old one that becomes the newest again.
 * Source: kubernetes/pkg/controller/history/controller_history.go, and the two controllers that use it.
 */
export function newestRevision(kit: Kit, owner: KubeObject, hashKey: string): KubeObject {
  const { store, now } = kit;
  const known = revisionsOf(kit, owner);
  const template: JsonObject = { ...mapAt(owner, 'spec.template'), $patch: 'replace' };
  const next = Math.max(0, ...known.map(revisionNumber)) + 1;
  const same = known.findLast((revision) => deepEqual(mapAt(revision, 'data.spec.template'), template));
  if (same !== undefined) return same === known.at(-1) ? same : store.put(storage, { ...same, revision: next });
  const hash = templateHash(template);
  const { name, namespace, annotations } = owner.metadata;
  return store.put(storage, {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      uid: randomUUID(),
      creationTimestamp: timeText(now()),
      labels: { ...textMapAt(owner, 'spec.template.metadata.labels'), [hashKey]: hash },
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [referenceTo(owner)],
    },
    data: { spec: { template } },
    revision: next,
  });
}

/** Revisions that nothing runs any more go, the oldest first, beyond the number that is kept. */
export function forgetRevisions(kit: Kit, owner: KubeObject, live: readonly string[]): void {
  const unused = revisionsOf(kit, owner).filter(({ metadata }) => !live.includes(metadata.name));
  const excess = unused.length - numberAt(owner, 'spec.revisionHistoryLimit');
  for (const revision of unused.slice(0, Math.max(0, excess))) removeObject(kit, revision);
}
