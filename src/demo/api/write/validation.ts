import type { Json, JsonObject } from '../../../core/json.ts';
import { labelSelector } from '../../../kube/kinds/labelSelector.ts';
import { matches, requirementsOf } from '../../../kube/selectors.ts';
import type { Cause } from '../../apiError.ts';
import { deepEqual } from '../../deepEqual.ts';
import { isObject, listAt, mapAt, textAt, textMapAt, valueAt, without } from '../../kubeObject.ts';

/**
 * Of the server's validation what people run into: names, numbers of replicas, selectors, containers, and what may not change any more.
 * Source: kubernetes/pkg/apis/apps/validation, kubernetes/pkg/apis/core/validation.
 */
export function problemsOf(object: JsonObject, old: JsonObject | undefined): readonly Cause[] {
  const kind = textAt(object, 'kind') ?? '';
  const workload = withTemplate.includes(kind) ? workloadProblems(object, kind) : [];
  const pod = kind === 'Pod' ? containerProblems(object, 'spec') : [];
  return [
    ...(old === undefined ? nameProblems(object, kind) : uidProblems(object, old)),
    ...workload,
    ...pod,
    ...(old === undefined ? [] : changeProblems(object, old, kind)),
  ];
}

const withTemplate: readonly string[] = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'];

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const subdomainWords =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric " +
  "character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** Roles and their bindings are called by any segment of a path. */
function nameProblems(object: JsonObject, kind: string): readonly Cause[] {
  const name = textAt(object, 'metadata.name') ?? '';
  if (name === '') return [required('metadata.name', 'name or generateName is required')];
  const isFree = /Role(Binding)?$/.test(kind);
  return isFree || subdomain.test(name) ? [] : [wrong('metadata.name', name, subdomainWords)];
}

const immutable = 'field is immutable';

/** Told twice, as the real server does: by the strategy and by what is declared of the field. */
function uidProblems(object: JsonObject, old: JsonObject): readonly Cause[] {
  const uid = textAt(object, 'metadata.uid') ?? '';
  if (uid === textAt(old, 'metadata.uid')) return [];
  return [wrong('metadata.uid', uid, immutable), wrong('metadata.uid', uid, immutable)];
}

function workloadProblems(object: JsonObject, kind: string): readonly Cause[] {
  const replicas = valueAt(object, 'spec.replicas');
  const tooFew = typeof replicas === 'number' && replicas < 0;
  const selector = valueAt(object, 'spec.selector');
  const parsed = labelSelector(selector);
  const labels = textMapAt(object, 'spec.template.metadata.labels');
  const fits = parsed !== undefined && selector !== undefined && matches(labels, requirementsOf(parsed));
  const shown = Object.keys(labels).length === 0 ? null : labels;
  return [
    ...(tooFew && kind !== 'DaemonSet' ? [wrong('spec.replicas', replicas, 'must be greater than or equal to 0')] : []),
    ...(selector === undefined ? [required('spec.selector')] : []),
    ...(fits ? [] : [wrong('spec.template.metadata.labels', shown, '`selector` does not match template `labels`')]),
    ...containerProblems(object, 'spec.template.spec'),
  ];
}

function containerProblems(object: JsonObject, path: string): readonly Cause[] {
  const containers = listAt(object, `${path}.containers`);
  if (containers.length === 0) return [required(`${path}.containers`)];
  return ['initContainers', 'containers'].flatMap((field) =>
    listAt(object, `${path}.${field}`).flatMap((container, index) => {
      const at = `${path}.${field}[${index}]`;
      return ['name', 'image'].flatMap((part) =>
        (textAt(container, part) ?? '') === '' ? [required(`${at}.${part}`)] : [],
      );
    }),
  );
}

function changeProblems(object: JsonObject, old: JsonObject, kind: string): readonly Cause[] {
  const [now, was] = [mapAt(object, 'spec'), mapAt(old, 'spec')];
  switch (kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'DaemonSet':
      return deepEqual(now.selector, was.selector) ? [] : [wrong('spec.selector', now.selector ?? null, immutable)];
    case 'StatefulSet':
      return deepEqual(without(now, ...ofStatefulSet), without(was, ...ofStatefulSet))
        ? []
        : [
            forbidden(
              'spec',
              `updates to statefulset spec for fields other than ${quoted(ofStatefulSet)} are forbidden`,
            ),
          ];
    case 'Pod':
      return deepEqual(lasting(now), lasting(was))
        ? []
        : [
            forbidden(
              'spec',
              'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,' +
                '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),' +
                '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
            ),
          ];
    default:
      return [];
  }
}

const ofStatefulSet = [
  ...['replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit'],
  ...['persistentVolumeClaimRetentionPolicy', 'minReadySeconds'],
] as const;

function quoted(fields: readonly string[]): string {
  const words = fields.map((field) => `'${field}'`);
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** What a pod cannot change. Images can. */
function lasting(spec: JsonObject): JsonObject {
  const strip = (field: string): Json =>
    listAt(spec, field).map((container) => (isObject(container) ? without(container, 'image') : container));
  return {
    ...without(spec, 'activeDeadlineSeconds', 'tolerations', 'terminationGracePeriodSeconds', 'schedulingGates'),
    containers: strip('containers'),
    initContainers: strip('initContainers'),
  };
}

function required(field: string, why?: string): Cause {
  return { reason: 'FieldValueRequired', message: `Required value${why === undefined ? '' : `: ${why}`}`, field };
}

export function wrong(field: string, value: Json, why: string): Cause {
  return { reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(value)}: ${why}`, field };
}

function forbidden(field: string, why: string): Cause {
  return { reason: 'FieldValueForbidden', message: `Forbidden: ${why}`, field };
}
