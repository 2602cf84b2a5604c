import type { JsonObject } from '../../../core/json.ts';
import { conflict, badRequest, invalid, modified } from '../../apiError.ts';
import { deepEqual } from '../../deepEqual.ts';
import { listAt, mapAt, numberAt, textAt, without, type KubeObject } from '../../kubeObject.ts';
import { isCounted, serverDefaults } from '../../world/defaults.ts';
import { hasStatus } from './hasStatus.ts';
import { withManager } from './managedFields.ts';
import { problemsOf } from './validation.ts';
import { withoutEmpty } from './withoutEmpty.ts';
import { kept, objectOf, type WriteContext } from './writeContext.ts';

/** Metadata that nobody sets but the server. */
const serversOwn = ['creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'generation'] as const;

/**
 * The object as it is after a write to it, stored. What a write to the object says of its status is not heard, and the other way round.
 * Source: BeforeUpdate, k8s.io/apiserver/pkg/registry/rest/update.go, and the strategies in kubernetes/pkg/registry.
 * @throws ApiError 400, 409, 422
 */
export function updated(
  context: WriteContext,
  old: KubeObject,
  wanted: JsonObject,
  part?: 'status' | 'scale',
): KubeObject {
  const { kind, options } = context;
  const { name } = old.metadata;
  const given = mapAt(wanted, 'metadata');
  const wantedName = textAt(given, 'name') ?? '';
  if (wantedName !== name)
    throw badRequest(`the name of the object (${wantedName}) does not match the name on the URL (${name})`);
  const version = textAt(given, 'resourceVersion') ?? '';
  if (version !== '' && version !== old.metadata.resourceVersion)
    throw conflict(kind.resource, kind.group, name, modified);
  const metadata: JsonObject = {
    ...without(given, ...serversOwn),
    uid: textAt(given, 'uid') ?? old.metadata.uid,
    namespace: old.metadata.namespace,
    resourceVersion: old.metadata.resourceVersion,
    ...Object.fromEntries(
      serversOwn.flatMap((key) => (key in old.metadata ? [[key, old.metadata[key]] as const] : [])),
    ),
  };
  const merged: JsonObject =
    part === 'status'
      ? { ...old, status: wanted.status }
      : { ...wanted, metadata, ...(hasStatus(kind.kind) ? { status: old.status } : {}) };
  const complete = part === 'status' ? merged : serverDefaults(withoutEmpty({ ...merged, kind: kind.kind }));
  const causes = problemsOf(complete, old);
  if (causes.length > 0) throw invalid({ kind: kind.kind, group: kind.group, name }, causes);
  const counted = withGeneration(kind.kind, old, complete);
  const next = objectOf(kind, withManager(old, counted, options, part), name);
  return deepEqual(comparable(old), comparable(next)) ? old : kept(context, next);
}

/** Of a Deployment the annotations count too: PrepareForUpdate, kubernetes/pkg/registry/apps/deployment/strategy.go. */
function withGeneration(kind: string, old: KubeObject, next: JsonObject): JsonObject {
  const isSame =
    deepEqual(old.spec, next.spec) &&
    (kind !== 'Deployment' || deepEqual(old.metadata.annotations, mapAt(next, 'metadata').annotations));
  if (isSame || !isCounted(kind)) return next;
  const generation = numberAt(old, 'metadata.generation') + 1;
  const counted = { ...next, metadata: { ...mapAt(next, 'metadata'), generation } };
  if (kind !== 'DaemonSet' || deepEqual(mapAt(old, 'spec').template, mapAt(next, 'spec').template)) return counted;
  // The number that its pods carried before there were revisions.
  const annotations = {
    ...mapAt(counted, 'metadata.annotations'),
    'deprecated.daemonset.template.generation': String(generation),
  };
  return { ...counted, metadata: { ...counted.metadata, annotations } };
}

function comparable(object: KubeObject): JsonObject {
  const entries = listAt(object, 'metadata.managedFields').map((entry) => without(mapAt({ entry }, 'entry'), 'time'));
  return { ...object, metadata: { ...without(object.metadata, 'resourceVersion'), managedFields: entries } };
}
