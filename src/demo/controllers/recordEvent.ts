import type { JsonObject } from '../../core/json.ts';
import { timeText } from '../../core/timeText.ts';
import { numberAt, textAt, type KubeObject } from '../kubeObject.ts';
import { digest, uidOf } from '../world/identity.ts';
import type { Kit } from './kit.ts';

export interface Told {
  readonly type?: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** `deployment-controller`, `kubelet`. */
  readonly from: string;
  readonly host?: string | undefined;
  /** The container that it is about. */
  readonly container?: string;
}

/** Writes an Event; the same told again is counted. */
export function recordEvent({ store, now }: Pick<Kit, 'store' | 'now'>, about: KubeObject, told: Told): void {
  const { type = 'Normal', reason, message, from, host, container } = told;
  const { name, namespace = 'default', uid, resourceVersion } = about.metadata;
  const at = timeText(now());
  const end = digest(about.kind, uid ?? '', reason, message, container ?? '').slice(0, 16);
  const known = store.get('events', namespace, `${name}.${end}`);
  if (known !== undefined) {
    store.put('events', toldAgain(known, at));
    return;
  }
  const involvedObject: JsonObject = {
    kind: about.kind,
    ...(about.metadata.namespace === undefined ? {} : { namespace }),
    name,
    uid,
    apiVersion: about.apiVersion,
    resourceVersion,
    ...(container === undefined ? {} : { fieldPath: `spec.containers{${container}}` }),
  };
  store.put('events', {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: `${name}.${end}`,
      namespace,
      uid: uidOf('Event', namespace, `${name}.${end}`),
      creationTimestamp: at,
    },
    involvedObject,
    type,
    reason,
    message,
    ...(from === 'default-scheduler' ? newForm(reason, at) : oldForm(from, host, at)),
  });
}

/** The recorder of client-go/tools/record counts in the event, the scheduler's in a series of it. */
function toldAgain(event: KubeObject, at: string): KubeObject {
  if (textAt(event, 'eventTime') === undefined)
    return { ...event, count: numberAt(event, 'count') + 1, lastTimestamp: at };
  const count = (numberAt(event, 'series.count') || 1) + 1;
  return { ...event, series: { count, lastObservedTime: micro(at) } };
}

function oldForm(component: string, host: string | undefined, at: string): JsonObject {
  return {
    eventTime: null,
    count: 1,
    firstTimestamp: at,
    lastTimestamp: at,
    source: { component, ...(host === undefined ? {} : { host }) },
    reportingComponent: component,
    reportingInstance: host ?? '',
  };
}

function newForm(reason: string, at: string): JsonObject {
  return {
    action: reason === 'Scheduled' ? 'Binding' : 'Scheduling',
    eventTime: micro(at),
    firstTimestamp: null,
    lastTimestamp: null,
    source: {},
    reportingComponent: 'default-scheduler',
    reportingInstance: 'default-scheduler-node-1',
  };
}

function micro(time: string): string {
  return time.replace('Z', '.000000Z');
}
