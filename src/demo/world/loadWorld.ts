import type { JsonObject } from '../../core/json.ts';
import { ContainerLogs } from '../containerLogs.ts';
import { textAt, without } from '../kubeObject.ts';
import { kindOfObject, storageName } from '../servedKinds.ts';
import { Store } from '../store.ts';
import { identified } from './identity.ts';
import { parseWorld } from './parseWorld.ts';
import { settled } from './settled.ts';
import { worldEvent } from './worldEvents.ts';
import { addWorldLog } from './worldLogs.ts';

export interface World {
  readonly store: Store;
  readonly logs: ContainerLogs;
}

/** Revisions do not begin at one in a cluster that has lived for weeks. */
const firstRevision = 48_000;

/**
 * The objects of all worlds together. A world is written as a person would write manifests; what the API server, the controllers and the
 * kubelets would have added is added here. A text that begins with a document `$complete: true` holds objects as a server gave them: nothing
 * is added to those.
 * @param start milliseconds since the epoch: the moment to which the worlds' times are relative
 * @throws Error for a world that contradicts itself
 */
export function loadWorld(texts: readonly string[], start: number): World {
  const complete: JsonObject[] = [];
  const written: JsonObject[] = [];
  for (const text of texts) {
    const documents = parseWorld(text, start);
    if (documents[0]?.$complete === true) complete.push(...documents.slice(1));
    else written.push(...documents);
  }
  const isStory = ({ kind }: JsonObject): boolean => kind === 'Event' || kind === 'Log';
  const told = written.filter(isStory);
  const store = new Store(firstRevision);
  const objects = [
    ...settled(
      written.filter((document) => !isStory(document)),
      start,
    ),
    ...complete.filter((one) => !isStory(one)),
  ];
  for (const object of inOrderOfBirth(objects)) put(store, object);
  for (const event of told.filter(({ kind }) => kind === 'Event')) put(store, worldEvent(event, store));
  for (const event of complete.filter(({ kind }) => kind === 'Event')) put(store, event);
  const logs = new ContainerLogs();
  const pods = store.list('pods');
  for (const log of [...told, ...complete]) if (log.kind === 'Log') addWorldLog(log, pods, logs, start);
  // Nobody has watched the world come into being.
  store.compact();
  return { store, logs };
}

function put(store: Store, document: JsonObject): void {
  const object = identified(document);
  const served = kindOfObject(object.apiVersion, object.kind);
  if (served === undefined) throw new Error(`The demo cluster does not serve ${object.apiVersion} ${object.kind}.`);
  if (served.namespaced !== (object.metadata.namespace !== undefined))
    throw new Error(
      `${object.kind} ${object.metadata.name}: a namespace is ${served.namespaced ? 'missing' : 'too much'}.`,
    );
  // Metrics are measured, not stored: they have no identity.
  const isStored = served.verbs.includes('watch');
  const { name, namespace } = object.metadata;
  const anonymous = { ...without(object.metadata, 'uid'), name, ...(namespace === undefined ? {} : { namespace }) };
  store.put(storageName(served), isStored ? object : { ...object, metadata: anonymous });
}

/** As it was written into the store of a real cluster: what is older has the lower revision. */
function inOrderOfBirth(objects: readonly JsonObject[]): readonly JsonObject[] {
  const born = (object: JsonObject): string => textAt(object, 'metadata.creationTimestamp') ?? '';
  return [...objects].sort((a, b) => (born(a) < born(b) ? -1 : born(a) > born(b) ? 1 : 0));
}
