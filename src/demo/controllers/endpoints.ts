import type { JsonObject } from '../../core/json.ts';
import { timeText } from '../../core/timeText.ts';
import { deepEqual } from '../deepEqual.ts';
import { listAt, mapAt, textAt, type KubeObject } from '../kubeObject.ts';
import { endpointSliceOf, endpointsOf } from '../world/endpointObjects.ts';
import { identified } from '../world/identity.ts';
import { nodeTopology } from '../world/nodeTopology.ts';
import { putChanged } from './changed.ts';
import { nameOf, namespaceOf, type Kit } from './kit.ts';

const slices = 'endpointslices.discovery.k8s.io';

/** The EndpointSlice and the Endpoints of a Service. */
export function endpoints({ store, now }: Kit, key: string): void {
  const [namespace, name] = [namespaceOf(key), nameOf(key)];
  const service = store.get('services', namespace, name);
  if (service === undefined) {
    store.remove('endpoints', namespace, name);
    return;
  }
  const topology = nodeTopology(store.list('nodes'));
  const made = endpointSliceOf(service, store.list('pods'), (node) => topology.zoneOf(node));
  if (made === undefined) return;
  const known = store
    .list(slices)
    .find(
      (one) => one.metadata.namespace === namespace && one.metadata.labels?.['kubernetes.io/service-name'] === name,
    );
  if (known !== undefined && sameEndpoints(known, made)) return;
  const trigger = { 'endpoints.kubernetes.io/last-change-trigger-time': timeText(now()) };
  const slice = withTrigger(
    known === undefined ? identified(made) : { ...known, endpoints: made.endpoints, ports: made.ports },
    trigger,
  );
  putChanged(store, slices, slice);
  const old = store.get('endpoints', namespace, name);
  const whole = identified(endpointsOf(service, slice));
  putChanged(
    store,
    'endpoints',
    old === undefined ? whole : { ...whole, metadata: { ...old.metadata, annotations: trigger } },
  );
}

function withTrigger(slice: KubeObject, annotations: Readonly<Record<string, string>>): KubeObject {
  return { ...slice, metadata: { ...slice.metadata, annotations: { ...slice.metadata.annotations, ...annotations } } };
}

/** Whatever the order of the endpoints. */
function sameEndpoints(known: JsonObject, made: JsonObject): boolean {
  const sorted = (slice: JsonObject): readonly JsonObject[] =>
    listAt(slice, 'endpoints')
      .map((one) => mapAt({ one }, 'one'))
      .toSorted((a, b) => ((textAt(a, 'targetRef.name') ?? '') < (textAt(b, 'targetRef.name') ?? '') ? -1 : 1));
  return (
    deepEqual([...sorted(known)], [...sorted(made)]) &&
    deepEqual([...listAt(known, 'ports')], [...listAt(made, 'ports')])
  );
}
