import type { Json } from '../../core/json.ts';
import { badRequest } from '../apiError.ts';
import { listAt, mapAt, textAt, valueAt, type KubeObject } from '../kubeObject.ts';
import type { ServedKind } from '../servedKinds.ts';
import { labelSelectorOf } from './labelSelector.ts';

/** Which objects a list or a watch is about. */
export interface Selection {
  /** No selector at all: only then the server counts what is left. */
  readonly isEverything: boolean;
  includes(object: KubeObject): boolean;
}

/** @throws ApiError 400 for a selector that the server would refuse. */
export function selectionOf(kind: ServedKind, query: URLSearchParams, namespace: string | undefined): Selection {
  const requirements = labelSelectorOf(query.get('labelSelector') ?? '');
  const terms = fieldTerms(kind, query.get('fieldSelector') ?? '');
  return {
    isEverything: requirements.length === 0 && terms.length === 0,
    includes: (object) =>
      (namespace === undefined || object.metadata.namespace === namespace) &&
      requirements.every((matches) => matches(object.metadata.labels ?? {})) &&
      terms.every(({ field, value, negated }) => (fieldText(kind, object, field) === value) !== negated),
  };
}

interface FieldTerm {
  readonly field: string;
  readonly value: string;
  readonly negated: boolean;
}

/** Grammar: k8s.io/apimachinery/pkg/fields/selector.go. */
function fieldTerms(kind: ServedKind, selector: string): readonly FieldTerm[] {
  const parts = selector.split(/(?<!\\),/).filter((part) => part !== '');
  return parts.map((part) => {
    const match = /^(.*?)(!=|==|=)(.*)$/s.exec(part);
    if (match === null) throw badRequest(`invalid selector: '${selector}'; can't understand '${part}'`);
    const [, field = '', operator, value = ''] = match;
    if (!isSelectable(kind, field)) throw badRequest(refusal(kind, field));
    return { field, value: value.replace(/\\(.)/gs, '$1'), negated: operator === '!=' };
  });
}

function isSelectable(kind: ServedKind, field: string): boolean {
  if (field === 'metadata.name') return true;
  if (field === 'metadata.namespace') return kind.namespaced || kind.fields === undefined;
  return kind.fields?.includes(field) ?? false;
}

function refusal(kind: ServedKind, field: string): string {
  if (kind.fields === undefined)
    return `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
  if (kind.kind === 'Job') return `field label "${field}" not supported for Job`;
  return `field label not supported: ${field}`;
}

/** Fields whose text in the server's field set is not what lies at their path. */
const computed: Readonly<Record<string, (object: KubeObject) => Json | undefined>> = {
  'Node spec.unschedulable': (object) => valueAt(object, 'spec.unschedulable') ?? false,
  'Pod spec.hostNetwork': (object) => valueAt(object, 'spec.hostNetwork') ?? false,
  'Pod status.podIPs': (object) =>
    listAt(object, 'status.podIPs')
      .map((one) => textAt(one, 'ip') ?? '')
      .join(','),
  'Job status.successful': (object) => valueAt(object, 'status.succeeded') ?? 0,
  'ReplicationController status.replicas': (object) => valueAt(object, 'status.replicas') ?? 0,
  'Event source': (object) => mapAt(object, 'source').component ?? valueAt(object, 'reportingComponent'),
};

/** events.k8s.io has its own names for the fields of the one stored object. */
const eventFields: Readonly<Record<string, string>> = { reportingController: 'reportingComponent' };

function fieldText({ kind, storedAs }: ServedKind, object: KubeObject, field: string): string {
  const path = storedAs === 'events' ? (eventFields[field] ?? field.replace(/^regarding\./, 'involvedObject.')) : field;
  const value = (computed[`${kind} ${path}`] ?? ((one: KubeObject) => valueAt(one, path)))(object);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
