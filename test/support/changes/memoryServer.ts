import { randomUUID } from 'node:crypto';
import { isRecord, type JsonObject } from '../../../src/core/json.ts';
import { KubeError } from '../../../src/core/kubeError.ts';
import type { DryRun, PatchOperation, Write, Writer, WriteTarget } from '../../../src/core/write.ts';
import { isJsonObject } from '../../../src/kube/jsonObject.ts';

/** A few objects that can be written to, as a server would take it: versions, preconditions, `test` operations. */
export interface MemoryServer extends Writer, DryRun {
  readonly objects: Map<string, JsonObject>;
  /** Every request to write that arrived, dry runs aside. */
  readonly writes: Write[];
  /** Runs as a write arrives, before it is carried out: somebody else may be quicker, or the way may break. */
  arriving?: (write: Write) => void;
  /** Runs after it is carried out: the answer may get lost. */
  answering?: (write: Write) => void;
  /** A write by somebody else. */
  change(name: string, change: (object: JsonObject) => JsonObject): void;
}

export function memoryServer(...objects: readonly JsonObject[]): MemoryServer {
  let version = 100;
  const kept = new Map<string, JsonObject>();
  const put = (object: JsonObject): JsonObject => {
    const metadata: JsonObject = { uid: randomUUID(), ...meta(object), resourceVersion: String(++version) };
    const stored = { ...object, metadata };
    kept.set(typeof metadata.name === 'string' ? metadata.name : '', stored);
    return stored;
  };
  for (const object of objects) put(object);
  const found = (target: WriteTarget, operation: 'get' | 'patch' | 'delete' | 'evict'): JsonObject => {
    const object = kept.get(target.name);
    if (object === undefined) throw refusal(target, operation, 'not_found', 404, `"${target.name}" not found`);
    return object;
  };
  const carryOut = (write: Write, isDryRun: boolean): JsonObject => {
    const { target } = write;
    if (write.do === 'create') {
      if (kept.has(target.name)) throw refusal(target, 'create', 'conflict', 409, 'already exists');
      return isDryRun ? write.body : put(write.body);
    }
    const object = found(target, write.do);
    if (write.do === 'patch') {
      const patched = write.operations.reduce((one, operation) => applied(one, operation, target), object);
      return isDryRun ? patched : put(patched);
    }
    const { uid, resourceVersion } = meta(object);
    const { preconditions: wanted } = write;
    if (wanted.uid !== uid || (wanted.resourceVersion ?? resourceVersion) !== resourceVersion)
      throw refusal(target, write.do, 'conflict', 409, 'Precondition failed');
    if (!isDryRun) kept.delete(target.name);
    return object;
  };
  const server: MemoryServer = {
    objects: kept,
    writes: [],
    read: (target) => settled(() => structuredClone(found(target, 'get'))),
    dryRun: (write) => settled(() => carryOut(write, true)),
    write: (write) =>
      settled(() => {
        server.writes.push(write);
        server.arriving?.(write);
        const answer = carryOut(write, false);
        server.answering?.(write);
        return answer;
      }),
    change: (name, change) => void put(change(kept.get(name) ?? {})),
  };
  return server;
}

/** What throws becomes a rejection. */
function settled<T>(act: () => T): Promise<T> {
  return Promise.resolve().then(act);
}

function meta(object: JsonObject): JsonObject {
  return isJsonObject(object.metadata) ? object.metadata : {};
}

export function refusal(
  { resource, namespace, name }: WriteTarget,
  operation: 'get' | 'patch' | 'delete' | 'evict' | 'create',
  code: 'conflict' | 'not_found' | 'forbidden' | 'unreachable',
  status: number,
  detail: string,
): KubeError {
  return new KubeError({
    code,
    operation,
    resource,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    status,
    detail,
    ...(status >= 500 ? { unsettled: true as const } : {}),
  });
}

function applied(object: JsonObject, operation: PatchOperation, target: WriteTarget): JsonObject {
  const steps = operation.path
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const copy = structuredClone(object) as Record<string, unknown>;
  const last = steps.pop() ?? '';
  const parent = steps.reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), copy);
  if (!isRecord(parent)) throw refusal(target, 'patch', 'conflict', 422, `missing path ${operation.path}`);
  if (operation.op === 'test') {
    if (JSON.stringify(parent[last]) !== JSON.stringify(operation.value))
      throw refusal(target, 'patch', 'conflict', 422, 'the server rejected our request due to an error in our request');
  } else if (operation.op === 'remove') Reflect.deleteProperty(parent, last);
  else parent[last] = operation.value;
  return JSON.parse(JSON.stringify(copy)) as JsonObject;
}
