import type { Json, JsonObject } from '../../core/json.ts';
import { asObject, listAt, mapAt, numberAt, textAt, valueAt } from '../kubeObject.ts';
import { serverDefaults } from './defaults.ts';
import { withDefaults } from './withDefaults.ts';
import { uidOf } from './identity.ts';

/**
 * A workload of a world carries its pods: `$revisions` (a Deployment's, oldest first, each with `hash`, `born`, `pods` and, where its template
 * was another, `template`), or `$pods` (of all others). Each pod has `name` (what follows the owner's), `node`, `born`, and what is
 * unusual about it; see makePod.
 */
export interface PodPlan {
  readonly entry: JsonObject;
  readonly owner: JsonObject;
  readonly template: JsonObject;
  /** Place among the owner's pods. */
  readonly ordinal: number;
}

export interface Expanded {
  readonly objects: readonly JsonObject[];
  readonly pods: readonly PodPlan[];
}

export function expandWorkload(document: JsonObject): Expanded {
  const { $revisions, $pods, ...plain } = document;
  const object = serverDefaults(plain);
  if ($revisions !== undefined) return expandDeployment(object, listAt(document, '$revisions').map(asObject));
  const owner = withTemplateLabels(object);
  const template = mapAt(owner, 'spec.template');
  return { objects: [owner], pods: podPlans(listAt({ $pods }, '$pods'), owner, withOwnLabels(owner, template)) };
}

function podPlans(entries: readonly Json[], owner: JsonObject, template: JsonObject): readonly PodPlan[] {
  return entries.map((entry, ordinal) => ({ entry: asObject(entry), owner, template, ordinal }));
}

const revisionKey = 'deployment.kubernetes.io/revision';

function expandDeployment(deployment: JsonObject, revisions: readonly JsonObject[]): Expanded {
  const own = mapAt(deployment, 'spec.template');
  const replicas = numberAt(deployment, 'spec.replicas');
  const minReady = numberAt(deployment, 'spec.minReadySeconds');
  const made = revisions.map((revision, index): Expanded => {
    const hash = textAt(revision, 'hash') ?? '';
    const number = String(index + 1);
    const template = withHash(withChanges(own, mapAt(revision, 'template')), hash);
    const entries = listAt(revision, 'pods');
    const replicaSet: JsonObject = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${textAt(deployment, 'metadata.name') ?? ''}-${hash}`,
        namespace: textAt(deployment, 'metadata.namespace'),
        creationTimestamp: textAt(revision, 'born'),
        labels: mapAt(template, 'metadata.labels'),
        annotations: {
          ...mapAt(deployment, 'metadata.annotations'),
          'deployment.kubernetes.io/desired-replicas': String(replicas),
          'deployment.kubernetes.io/max-replicas': String(replicas + surge(deployment, replicas)),
          [revisionKey]: number,
        },
        ownerReferences: [ownerReference(deployment)],
        generation: 1,
      },
      spec: {
        replicas: entries.length,
        selector: withDefaults(mapAt(deployment, 'spec.selector'), { matchLabels: { 'pod-template-hash': hash } }),
        template,
        ...(minReady === 0 ? {} : { minReadySeconds: minReady }),
      },
    };
    return { objects: [replicaSet], pods: podPlans(entries, replicaSet, template) };
  });
  const annotated = withDefaults(deployment, {
    metadata: { annotations: { [revisionKey]: String(revisions.length) } },
  });
  return { objects: [annotated, ...made.flatMap(({ objects }) => objects)], pods: made.flatMap(({ pods }) => pods) };
}

/** Rounded up, as the controller does. */
function surge(deployment: JsonObject, replicas: number): number {
  const value = valueAt(deployment, 'spec.strategy.rollingUpdate.maxSurge') ?? 0;
  return typeof value === 'string' ? Math.ceil((replicas * Number.parseInt(value, 10)) / 100) : Number(value);
}

/** An older template: containers are found by name, their fields replaced. */
function withChanges(template: JsonObject, changes: JsonObject): JsonObject {
  const containers = listAt(template, 'spec.containers').map((container) => {
    const change = listAt(changes, 'containers').find((one) => textAt(one, 'name') === textAt(container, 'name'));
    return { ...asObject(container), ...asObject(change) };
  });
  return { ...template, spec: { ...mapAt(template, 'spec'), containers } };
}

function withHash(template: JsonObject, hash: string): JsonObject {
  return withDefaults(template, { metadata: { labels: { 'pod-template-hash': hash } } });
}

/** Labels that the controller of a kind adds to its pods. */
function withOwnLabels(owner: JsonObject, template: JsonObject): JsonObject {
  if (textAt(owner, 'kind') !== 'DaemonSet') return template;
  return withDefaults(template, {
    metadata: { labels: { 'controller-revision-hash': revisionHash(owner), 'pod-template-generation': '1' } },
  });
}

/** `$hash`, where the world knows what the controller computed. */
export function revisionHash(owner: JsonObject): string {
  const known = textAt(owner, '$hash');
  if (known !== undefined) return known;
  return (
    uidOf('ControllerRevision', textAt(owner, 'metadata.namespace'), textAt(owner, 'metadata.name') ?? '').match(
      /\d/g,
    ) ?? []
  )
    .join('')
    .padEnd(10, '7')
    .slice(0, 10);
}

/** A Job selects its pods by its own uid; the server writes that into selector and template. */
function withTemplateLabels(object: JsonObject): JsonObject {
  if (textAt(object, 'kind') !== 'Job') return object;
  const name = textAt(object, 'metadata.name') ?? '';
  const uid = uidOf('Job', textAt(object, 'metadata.namespace'), name);
  const labels = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  const spec = withDefaults(mapAt(object, 'spec'), {
    selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
    template: { metadata: { labels } },
  });
  return withDefaults({ ...object, spec }, { metadata: { labels } });
}

export function ownerReference(owner: JsonObject): JsonObject {
  const kind = textAt(owner, 'kind') ?? '';
  const name = textAt(owner, 'metadata.name') ?? '';
  const namespace = textAt(owner, 'metadata.namespace');
  return {
    apiVersion: textAt(owner, 'apiVersion'),
    kind,
    name,
    uid: textAt(owner, 'metadata.uid') ?? uidOf(kind, namespace, name),
    controller: true,
    ...(kind === 'Node' ? {} : { blockOwnerDeletion: true }),
  };
}
