import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../core/json.ts';
import { timeText } from '../../../core/timeText.ts';
import { alreadyExists, ApiError, badRequest, invalid, noSuchObject } from '../../apiError.ts';
import { mapAt, textAt, without, type KubeObject } from '../../kubeObject.ts';
import { storageName } from '../../servedKinds.ts';
import { admitted } from '../../world/makePod.ts';
import { qosOf } from '../../world/kubeletStatus.ts';
import { serverDefaults } from '../../world/defaults.ts';
import { suffixOf } from '../../world/identity.ts';
import { withDefaults } from '../../world/withDefaults.ts';
import { hasStatus } from './hasStatus.ts';
import { withManager } from './managedFields.ts';
import { problemsOf } from './validation.ts';
import { kept, objectOf, type WriteContext } from './writeContext.ts';
import { addressProblems, withAddress } from './withAddress.ts';
import { withoutEmpty } from './withoutEmpty.ts';

/**
 * A new object, stored.
 * Source: BeforeCreate, k8s.io/apiserver/pkg/registry/rest/create.go.
 * @throws ApiError 400, 403, 404, 409, 422, 500
 */
export function created(context: WriteContext, wanted: JsonObject, namespace: string | undefined): KubeObject {
  const { store, kind, options } = context;
  const given = mapAt(wanted, 'metadata');
  if (namespace !== undefined) requireNamespace(context, given, namespace);
  const prefix = textAt(given, 'generateName');
  const name = textAt(given, 'name') ?? (prefix === undefined ? '' : `${prefix}${nameEnd(context, prefix)}`);
  const metadata: JsonObject = {
    ...without(
      given,
      'resourceVersion',
      'generation',
      'deletionTimestamp',
      'deletionGracePeriodSeconds',
      'managedFields',
    ),
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid: randomUUID(),
    creationTimestamp: timeText(options.now),
  };
  const plain = hasStatus(kind.kind)
    ? { ...wanted, metadata, status: firstStatus(kind.kind, wanted) }
    : { ...wanted, metadata };
  const complete = serverDefaults(withoutEmpty({ ...plain, kind: kind.kind }));
  const causes = problemsOf(complete, undefined);
  if (causes.length > 0) throw invalid({ kind: kind.kind, group: kind.group, name }, causes);
  if (kind.kind === 'Service') requireFreeAddress(context, complete, name);
  const storage = storageName(kind);
  if (store.get(storage, namespace, name) !== undefined) throw alreadyExists(kind.resource, kind.group, name);
  if (textAt(given, 'resourceVersion') !== undefined)
    throw new ApiError(500, '', 'resourceVersion should not be set on objects to be created');
  const managed = withManager(undefined, kind.kind === 'Pod' ? linked(complete) : complete, options);
  return kept(context, objectOf(kind, admittedOf(store, kind.kind, managed), name));
}

/** Asked for before it is looked whether there is such a Service: beginCreate, kubernetes/pkg/registry/core/service/storage/storage.go. */
function requireFreeAddress({ store, kind }: WriteContext, service: JsonObject, name: string): void {
  const causes = addressProblems(store, service);
  if (causes.length > 0) throw invalid({ kind: kind.kind, group: kind.group, name }, causes);
}

/** A default of pods that a template does not have. */
function linked(pod: JsonObject): JsonObject {
  return withDefaults(pod, { spec: { enableServiceLinks: true } });
}

/** What the server's plugins and allocators add, in nobody's name. */
function admittedOf(store: WriteContext['store'], kind: string, object: JsonObject): JsonObject {
  if (kind === 'Pod') return admitted(object);
  return kind === 'Service' ? withAddress(store, object) : object;
}

function requireNamespace({ store, kind }: WriteContext, given: JsonObject, namespace: string): void {
  const own = textAt(given, 'namespace') ?? namespace;
  if (own !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  const found = store.get('namespaces', undefined, namespace);
  if (found === undefined) throw noSuchObject('namespaces', '', namespace);
  if (textAt(found, 'metadata.deletionTimestamp') === undefined) return;
  const name = textAt(given, 'name') ?? '';
  const what = kind.group === '' ? kind.resource : `${kind.resource}.${kind.group}`;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  throw new ApiError(403, 'Forbidden', `${what} "${name}" is forbidden: ${why}`, {
    details: {
      name,
      ...(kind.group === '' ? {} : { group: kind.group }),
      kind: kind.resource,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    },
  });
}

/** What a controller, a kubelet or the server itself will say of it first. */
function firstStatus(kind: string, wanted: JsonObject): JsonObject | undefined {
  switch (kind) {
    case 'Pod':
      return { phase: 'Pending', qosClass: qosOf(wanted) };
    case 'Namespace':
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
    case 'Ingress':
    case 'Service':
      // Filled in with the defaults.
      return undefined;
    case 'Node':
      return mapAt(wanted, 'status');
    case 'ReplicaSet':
    case 'ReplicationController':
      return { replicas: 0 };
    case 'StatefulSet':
      return { replicas: 0, availableReplicas: 0 };
    case 'DaemonSet':
      return { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 };
    case 'PodDisruptionBudget':
      return { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };
    default:
      return {};
  }
}

function nameEnd({ store, options }: WriteContext, prefix: string): string {
  return suffixOf(prefix, String(store.revision), String(options.now));
}
