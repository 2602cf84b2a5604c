import type { JsonObject } from '../../core/json.ts';
import { mapAt, numberAt, textAt, without, type KubeObject } from '../kubeObject.ts';
import { apiVersionOf, servedKinds, storageName } from '../servedKinds.ts';
import type { Store } from '../store.ts';
import { digest } from './identity.ts';

/**
 * An Event of a world says what it is about (`$about`: kind, namespace, name, and a container where it is one's) and from which component
 * (`$from`); the rest is filled in as the component's recorder does.
 * @throws Error when there is no such object: a world must not tell of what it does not have.
 */
export function worldEvent(document: JsonObject, store: Store): JsonObject {
  const about = objectAbout(mapAt(document, '$about'), store);
  const container = textAt(document, '$about.container');
  const component = textAt(document, '$from') ?? 'kubelet';
  const node = component === 'kubelet' ? (textAt(about, 'spec.nodeName') ?? about.metadata.name) : undefined;
  const first = textAt(document, '$first');
  const last = textAt(document, '$last') ?? first;
  const count = numberAt(document, 'count') || 1;
  const { kind, apiVersion, metadata } = about;
  const id = digest(kind, metadata.name, textAt(document, 'reason') ?? '', textAt(document, 'message') ?? '').slice(
    0,
    16,
  );
  return {
    ...without(document, '$about', '$from', '$first', '$last', 'count'),
    apiVersion: 'v1',
    metadata: {
      name: `${metadata.name}.${id}`,
      namespace: metadata.namespace ?? 'default',
      creationTimestamp: first,
    },
    involvedObject: {
      kind,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      name: metadata.name,
      uid: metadata.uid,
      apiVersion,
      resourceVersion: metadata.resourceVersion,
      ...(container === undefined ? {} : { fieldPath: `spec.containers{${container}}` }),
    },
    ...(component === 'default-scheduler' ? newForm(first, last, count) : oldForm(component, node, first, last, count)),
  };
}

function objectAbout(about: JsonObject, store: Store): KubeObject {
  const kind = textAt(about, 'kind') ?? '';
  const name = textAt(about, 'name') ?? '';
  const namespace = textAt(about, 'namespace');
  const served = servedKinds.find((one) => one.kind === kind);
  const object = served === undefined ? undefined : store.get(storageName(served), namespace, name);
  if (served === undefined || object === undefined)
    throw new Error(`An event is about ${kind} ${namespace ?? ''}/${name}, which the world does not have.`);
  return { ...object, kind, apiVersion: apiVersionOf(served) };
}

/** The recorder of client-go/tools/record: kubelet and controllers. */
function oldForm(
  component: string,
  host: string | undefined,
  first: string | undefined,
  last: string | undefined,
  count: number,
): JsonObject {
  return {
    count,
    firstTimestamp: first,
    lastTimestamp: last,
    eventTime: null,
    source: { component, ...(host === undefined ? {} : { host }) },
    reportingComponent: component,
    reportingInstance: host ?? '',
  };
}

/** The recorder of client-go/tools/events: the scheduler. */
function newForm(first: string | undefined, last: string | undefined, count: number): JsonObject {
  const micro = (time: string | undefined): string | undefined => time?.replace('Z', '.000000Z');
  return {
    action: 'Scheduling',
    eventTime: micro(first),
    firstTimestamp: null,
    lastTimestamp: null,
    ...(count > 1 ? { series: { count, lastObservedTime: micro(last) } } : {}),
    source: {},
    reportingComponent: 'default-scheduler',
    reportingInstance: 'default-scheduler-node-1',
  };
}
