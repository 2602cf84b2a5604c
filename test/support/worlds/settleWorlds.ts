import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord, type JsonObject } from '../../../src/core/json.ts';
import { kindOfObject, servedKinds, type ServedKind } from '../../../src/demo/servedKinds.ts';
import { at, listAt, textAt } from '../../unit/demo/demoClient.ts';
import { Refused, type ApiCall } from './apiCaller.ts';
import { kubeletStatus } from './kubeletStatus.ts';
import { eventOf } from './eventOf.ts';
import type { TestWorld } from './readWorlds.ts';

/**
 * Puts the worlds into a real control plane whose kubelets are silent, writes what kubelets would have written, and waits
 * until its controllers have nothing more to write.
 * @param now milliseconds since the epoch: the moment at which the worlds are looked at
 */
export async function settleWorlds(call: ApiCall, worlds: readonly TestWorld[], now: number): Promise<void> {
  const documents = worlds.flatMap((world) => world.documents.map((document) => inWorld(document, world.name)));
  const objects = documents.filter((one) => one.$event === undefined && one.kind !== 'Log');
  const kindOf = (one: JsonObject): string => textAt(one, 'kind');
  for (const { name } of worlds) {
    if (!objects.some((one) => kindOf(one) === 'Namespace' && textAt(one, 'metadata', 'name') === name))
      objects.unshift({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  await inTurns(
    objects.filter((one) => kindOf(one) === 'Namespace'),
    (one) => create(call, one),
  );
  // A pod is refused before its namespace's account is there; the controller that makes it comes later.
  const accounts = worlds.map(({ name }) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: name },
  }));
  await inTurns(accounts, (one) =>
    create(call, one).catch((error: unknown) => {
      if (!(error instanceof Refused && error.status === 409)) throw error;
    }),
  );
  // First what admission asks for: it knows a new quota or class only a moment later.
  const early = new Set([
    'ResourceQuota',
    'LimitRange',
    'PriorityClass',
    'StorageClass',
    'IngressClass',
    'PersistentVolume',
    'Node',
  ]);
  const rest = objects.filter((one) => kindOf(one) !== 'Namespace');
  await inTurns(
    rest.filter((one) => early.has(kindOf(one))),
    (one) => create(call, one),
  );
  await sleep(700);
  await inTurns(
    rest.filter((one) => !early.has(kindOf(one))),
    (one) => create(call, one),
  );
  const played = { names: new Set(worlds.map(({ name }) => name)), documents: rest, written: new Set<string>() };
  await settled(call, played);
  for (const one of documents.filter(({ $event }) => $event !== undefined))
    await create(call, await eventOf(call, one, now));
  await inTurns(
    objects.filter(({ $deleted }) => $deleted === true),
    (one) => call('DELETE', pathOf(one, 'named')),
  );
  await settled(call, played);
}

/** The documents `kind: Log` of the worlds, each with its namespace. */
export function logsOf(worlds: readonly TestWorld[]): readonly JsonObject[] {
  return worlds.flatMap(({ name, documents }) =>
    documents.filter(({ kind }) => kind === 'Log').map((document) => inWorld(document, name)),
  );
}

/** A world's object is in the namespace of its world, unless it says another one or has none. */
export function inWorld(document: JsonObject, name: string): JsonObject {
  if (document.$event !== undefined || document.kind === 'Log') return { ...document, namespace: name };
  const namespaced = served(document).namespaced;
  const metadata = isRecord(document.metadata) ? document.metadata : {};
  return {
    ...document,
    metadata: { ...metadata, ...(namespaced && metadata.namespace === undefined ? { namespace: name } : {}) },
  };
}

async function create(call: ApiCall, document: Readonly<Record<string, unknown>>): Promise<void> {
  const object = withoutOwn(document);
  await call('POST', pathOf(document), object);
  if (isRecord(object.status) && object.kind !== 'Node')
    await call('PATCH', `${pathOf(document, 'named')}/status`, { status: object.status });
}

/** Without what is for the loader. */
export function withoutOwn(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).filter(([key]) => !key.startsWith('$')));
}

export function served(document: object): ServedKind {
  const found = kindOfObject(textAt(document, 'apiVersion'), textAt(document, 'kind'));
  if (found === undefined) throw new Error(`No such kind: ${JSON.stringify(document)}`);
  return found;
}

export function listPath({ group, version, resource }: ServedKind, namespace?: string): string {
  const place = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return `${group === '' ? '/api' : `/apis/${group}`}/${version}${place}/${resource}`;
}

function pathOf(document: object, which: 'named' | 'all' = 'all'): string {
  const kind = served(document);
  const path = listPath(kind, kind.namespaced ? textAt(document, 'metadata', 'namespace') : undefined);
  return which === 'all' ? path : `${path}/${textAt(document, 'metadata', 'name')}`;
}

interface Played {
  /** Of the worlds' namespaces. */
  readonly names: ReadonlySet<string>;
  readonly documents: readonly JsonObject[];
  /** The uids of the pods whose status stands. */
  readonly written: Set<string>;
}

/** Plays the kubelets until nothing has changed for two seconds. */
async function settled(call: ApiCall, { names, documents, written }: Played): Promise<void> {
  let last = '';
  let since = Date.now();
  for (const deadline = Date.now() + 45_000; Date.now() < deadline;) {
    await sleep(300);
    const pods = listAt(await call('GET', '/api/v1/pods'), 'items').filter(isRecord);
    const ours = pods.filter((pod) => names.has(textAt(pod, 'metadata', 'namespace')));
    const fresh = ours.filter((pod) => isBound(pod) && !written.has(textAt(pod, 'metadata', 'uid')));
    await inTurns(fresh, async (pod) => {
      written.add(textAt(pod, 'metadata', 'uid'));
      const number = pods.indexOf(pod) + 10;
      const told = toldOf(pod, ours, documents);
      const address = `10.244.${Math.floor(number / 250)}.${number % 250}`;
      await call('PATCH', `${pathOf({ apiVersion: 'v1', kind: 'Pod', ...pod }, 'named')}/status`, {
        status: kubeletStatus(pod, told, address),
      });
    });
    const state = await revisions(call);
    if (state !== last || fresh.length > 0) since = Date.now();
    last = state;
    if (Date.now() - since > 2000) return;
  }
  throw new Error('The controllers do not come to rest.');
}

function isBound(pod: object): boolean {
  return typeof at(pod, 'spec', 'nodeName') === 'string' && textAt(pod, 'spec', 'nodeName') !== '';
}

/** What the world tells of a pod: by its own document, or by that of its workload, for all of its pods or for each in order of their names. */
function toldOf(
  pod: object,
  pods: readonly object[],
  documents: readonly JsonObject[],
): Readonly<Record<string, unknown>> {
  const namespace = textAt(pod, 'metadata', 'namespace');
  const name = textAt(pod, 'metadata', 'name');
  const owner = listAt(pod, 'metadata', 'ownerReferences')[0];
  const made = documents.filter((one) => textAt(one, 'metadata', 'namespace') === namespace);
  const own = made.find((one) =>
    owner === undefined
      ? one.kind === 'Pod' && textAt(one, 'metadata', 'name') === name
      : one.kind !== 'Pod' &&
        '$kubelet' in one &&
        new RegExp(`^${textAt(one, 'metadata', 'name')}(-[a-z0-9]+){1,2}$`).test(name),
  );
  const ofJob = owner !== undefined && textAt(owner, 'kind') === 'Job';
  const told = own?.$kubelet ?? (ofJob ? { phase: 'Succeeded' } : {});
  if (!Array.isArray(told)) return isRecord(told) ? told : {};
  const siblings = pods
    .filter((one) => textAt(one, 'metadata', 'namespace') === namespace)
    .map((one) => textAt(one, 'metadata', 'name'))
    .filter((one) => own !== undefined && one.startsWith(`${textAt(own, 'metadata', 'name')}-`))
    .toSorted();
  const each: unknown = told[siblings.indexOf(name)];
  return isRecord(each) ? each : {};
}

const quiet = new Set(['leases']);

async function revisions(call: ApiCall): Promise<string> {
  const kinds = servedKinds.filter(
    ({ storedAs, verbs, resource }) => storedAs === undefined && verbs.includes('watch') && !quiet.has(resource),
  );
  const lists = await Promise.all(kinds.map((kind) => call('GET', listPath(kind))));
  return lists
    .flatMap((list) =>
      listAt(list, 'items').map(
        (item) => `${textAt(item, 'metadata', 'uid')}:${textAt(item, 'metadata', 'resourceVersion')}`,
      ),
    )
    .join();
}

/** All that the server holds of the kinds that the demo serves, as a world to which nothing is added. */
export async function dumped(call: ApiCall): Promise<readonly string[]> {
  const kinds = servedKinds.filter(({ storedAs, verbs }) => storedAs === undefined && verbs.includes('watch'));
  const lists = await Promise.all(
    kinds.map(async (kind) => {
      const list = await call('GET', listPath(kind));
      const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
      return listAt(list, 'items')
        .filter(isRecord)
        .map((item) => JSON.stringify({ apiVersion, kind: kind.kind, ...item }));
    }),
  );
  return lists.flat();
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}
