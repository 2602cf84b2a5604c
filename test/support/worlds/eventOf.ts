import { isRecord, type JsonObject } from '../../../src/core/json.ts';
import { at, listAt, textAt } from '../../unit/demo/demoClient.ts';
import type { ApiCall } from './apiCaller.ts';
import { listPath, served } from './settleWorlds.ts';

let count = 0;

/**
 * The Event that a short form tells: `$event: { on: apps/v1 Deployment web, type, reason, message, count, first, last, from }`. The name
 * of its object may be the beginning of one, for what a controller has named.
 */
export async function eventOf(call: ApiCall, document: JsonObject, now: number): Promise<Record<string, unknown>> {
  const told = isRecord(document.$event) ? document.$event : {};
  const namespace = textAt(document, 'namespace');
  const [apiVersion = '', kind = '', name = ''] = textAt(told, 'on').split(' ');
  const path = listPath(served({ apiVersion, kind }), kind === 'Node' ? undefined : namespace);
  const objects = listAt(await call('GET', path), 'items');
  const about = objects.find((one) => textAt(one, 'metadata', 'name').startsWith(name));
  if (about === undefined) throw new Error(`${namespace}: no ${kind} ${name}`);
  const last =
    textAt(told, 'last') === '' ? new Date(now - 60_000).toISOString().replace(/\.\d+Z/, 'Z') : textAt(told, 'last');
  const fieldPath = at(told, 'fieldPath');
  count += 1;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${textAt(about, 'metadata', 'name')}.${count.toString(16).padStart(16, '0')}`, namespace },
    involvedObject: {
      apiVersion,
      kind,
      namespace: textAt(about, 'metadata', 'namespace'),
      name: textAt(about, 'metadata', 'name'),
      uid: textAt(about, 'metadata', 'uid'),
      ...(fieldPath === undefined ? {} : { fieldPath }),
    },
    type: at(told, 'type') ?? 'Warning',
    reason: told.reason,
    message: told.message,
    count: at(told, 'count') ?? 1,
    firstTimestamp: at(told, 'first') ?? last,
    lastTimestamp: last,
    source: { component: at(told, 'from') ?? 'kubelet' },
  };
}
