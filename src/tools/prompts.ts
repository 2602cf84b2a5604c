import type { Prompt } from '../core/engine.ts';
import { isRecord } from '../core/json.ts';
import { label, type Label } from '../core/label.ts';
import type { AnyTool } from '../core/tool.ts';
import { optionsOf } from '../core/checkInput.ts';
import { requiredInputs } from '../core/requiredInputs.ts';

const titles: Readonly<Record<string, Label>> = {
  context: label('Context'),
  namespace: label('Namespace'),
  name: label('Name'),
  kind: label('Kind'),
  apiVersion: label('API version'),
  container: label('Container'),
  labelSelector: label('Label selector'),
  fieldSelector: label('Field selector'),
  since: label('Since (15m, 6h, 2d)'),
  limit: label('At most how many'),
  status: label('Status'),
  node: label('Node'),
  owner: label('Owner'),
  sort: label('Sort by'),
  type: label('Type'),
  reason: label('Reason'),
  url: label('URL or host'),
  port: label('Port'),
  path: label('Field path'),
  managedFields: label('With managed fields'),
  tail: label('Lines from the end'),
  head: label('Lines from the start'),
  previous: label('Previous instance'),
  severity: label('Severity'),
  grep: label('Text to find'),
  revision: label('Revision'),
  from: label('From revision'),
  to: label('To revision'),
};

const picked = new Set(['context', 'namespace', 'name', 'kind', 'container', 'node']);

/** Numbers of a workload's history. */
const revisions = new Set(['revision', 'from', 'to']);

/** What a person is asked, from the tool's own schema: first kind, namespace and name, which later choices rest on. */
export function promptsOf(tool: AnyTool): readonly Prompt[] {
  const required = requiredInputs(tool.input);
  const order = ['kind', 'namespace', 'name'];
  const rank = (field: string): number => (order.includes(field) ? order.indexOf(field) : order.length);
  return Object.entries(tool.input.properties)
    .filter(([field]) => field !== 'cursor' && field !== 'context')
    .map(([field, schema]) => ({ ...promptOf(field, schema, required.includes(field)), ...kindOf(tool, field) }))
    .sort((a, b) => rank(a.field) - rank(b.field));
}

function kindOf({ nameOf }: AnyTool, field: string): Pick<Prompt, 'kind'> {
  return field === 'name' && nameOf !== undefined && nameOf !== 'kind' ? { kind: nameOf.kind } : {};
}

function promptOf(field: string, schema: unknown, required: boolean): Prompt {
  const title = titles[field] ?? label('{0}', field);
  const values = isRecord(schema) ? optionsOf(schema) : [];
  if (values.length > 0) return { field, title, required, how: 'enum', values };
  const type = isRecord(schema) ? schema.type : undefined;
  if (type === 'boolean') return { field, title, required, how: 'flag' };
  if (type === 'integer' && revisions.has(field)) return { field, title, required, how: 'pick', number: true };
  if (type === 'integer' || type === 'number') return { field, title, required, how: 'number' };
  return { field, title, required, how: picked.has(field) ? 'pick' : 'text' };
}
