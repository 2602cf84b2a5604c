import type { JsonObject } from '../../core/json.ts';
import { ContainerLogs } from '../containerLogs.ts';
import { mapAt, textAt, type KubeObject } from '../kubeObject.ts';
import { kindOfObject, storageName } from '../servedKinds.ts';
import { Store } from '../store.ts';
import { addressBook } from './addresses.ts';
import { withCertificate } from './certificateSecret.ts';
import { withDisruptionStatus } from './disruptionStatus.ts';
import { endpointSliceOf, endpointsOf } from './endpointObjects.ts';
import { expandWorkload } from './expandWorkload.ts';
import { serverDefaults } from './defaults.ts';
import { uidOf } from './identity.ts';
import { kubeletStatus } from './kubeletStatus.ts';
import { makePod } from './makePod.ts';
import { namespaceObjects } from './namespaceObjects.ts';
import { parseWorld } from './parseWorld.ts';
import { staticPod } from './staticPod.ts';
import { usageObjects } from './usage.ts';
import { workloadStatus } from './workloadStatus.ts';
import { worldEvent } from './worldEvents.ts';
import { addWorldLog } from './worldLogs.ts';

export interface World {
  readonly store: Store;
  readonly logs: ContainerLogs;
}

/** Revisions do not begin at one in a cluster that has lived for weeks. */
const firstRevision = 48_000;

const workloads: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'];

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

/** What the controllers and kubelets make of the written objects. */
function settled(documents: readonly JsonObject[], start: number): readonly JsonObject[] {
  const ofKind = (kind: string): readonly JsonObject[] => documents.filter((document) => document.kind === kind);
  const nodes = ofKind('Node');
  const expanded = workloads.flatMap((kind) => ofKind(kind).map(expandWorkload));
  const place = addressBook(nodes);
  const pods = [...ofKind('Pod').map(staticPod), ...expanded.flatMap((one) => one.pods.map(makePod))]
    .map(identified)
    .map((pod): JsonObject => ({ ...pod, status: kubeletStatus(pod, place(pod)) }));
  const owned = (owner: JsonObject, all: readonly JsonObject[]): readonly JsonObject[] =>
    all.filter((one) => mapAt({ owner: ownersOf(one)[0] }, 'owner').uid === identified(owner).metadata.uid);
  const made = expanded.flatMap(({ objects: [first, ...replicaSets], pods: plans }) => {
    if (first === undefined) return [];
    const own = pods.filter((pod) =>
      plans.some(({ owner }) => ownersOf(pod)[0]?.uid === identified(owner).metadata.uid),
    );
    return [
      workloadStatus(first, own, replicaSets),
      ...replicaSets.map((replicaSet) => workloadStatus(replicaSet, owned(replicaSet, pods), [])),
    ];
  });
  const services = ofKind('Service').map(serverDefaults);
  const handled = [...workloads, 'Pod', 'Service', 'PodDisruptionBudget'];
  return [
    ...documents
      .filter(({ kind }) => !handled.includes(String(kind)))
      .map((one) => withCertificate(serverDefaults(one), start)),
    ...ofKind('Namespace').flatMap(namespaceObjects),
    ...made,
    ...usageObjects(pods, nodes),
    ...pods,
    ...services,
    ...endpointsFor(services, pods, nodes),
    ...ofKind('PodDisruptionBudget').map((budget) => withDisruptionStatus(budget, pods)),
  ].map(withoutDirectives);
}

function ownersOf(object: JsonObject): readonly JsonObject[] {
  return identified(object).metadata.ownerReferences ?? [];
}

function endpointsFor(
  services: readonly JsonObject[],
  pods: readonly JsonObject[],
  nodes: readonly JsonObject[],
): readonly JsonObject[] {
  const zones = new Map(
    nodes.map((node) => [textAt(node, 'metadata.name'), mapAt(node, 'metadata.labels')['topology.kubernetes.io/zone']]),
  );
  const zoneOf = (node: string): string => String(zones.get(node) ?? '');
  return services.flatMap((service) => {
    const slice = endpointSliceOf(service, pods, zoneOf);
    return slice === undefined ? [] : [slice, endpointsOf(service, slice)];
  });
}

function identified(object: JsonObject): KubeObject {
  const kind = textAt(object, 'kind') ?? '';
  const apiVersion = textAt(object, 'apiVersion') ?? 'v1';
  const metadata = mapAt(object, 'metadata');
  const name = textAt(metadata, 'name');
  if (name === undefined) throw new Error(`An object of kind ${kind} has no name.`);
  const uid = textAt(metadata, 'uid') ?? uidOf(kind, textAt(metadata, 'namespace'), name);
  return { ...object, apiVersion, kind, metadata: { ...metadata, name, uid } as KubeObject['metadata'] };
}

function put(store: Store, document: JsonObject): void {
  const object = identified(document);
  const served = kindOfObject(object.apiVersion, object.kind);
  if (served === undefined) throw new Error(`The demo cluster does not serve ${object.apiVersion} ${object.kind}.`);
  if (served.namespaced !== (object.metadata.namespace !== undefined))
    throw new Error(
      `${object.kind} ${object.metadata.name}: a namespace is ${served.namespaced ? 'missing' : 'too much'}.`,
    );
  const { uid: _uid, ...unidentified } = object.metadata;
  // Metrics are measured, not stored: they have no identity.
  store.put(
    storageName(served),
    served.verbs.includes('watch') ? object : { ...object, metadata: unidentified as KubeObject['metadata'] },
  );
}

/** As it was written into the store of a real cluster: what is older has the lower revision. */
function inOrderOfBirth(objects: readonly JsonObject[]): readonly JsonObject[] {
  const born = (object: JsonObject): string => textAt(object, 'metadata.creationTimestamp') ?? '';
  return [...objects].sort((a, b) => (born(a) < born(b) ? -1 : born(a) > born(b) ? 1 : 0));
}

function withoutDirectives(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith('$')));
}
