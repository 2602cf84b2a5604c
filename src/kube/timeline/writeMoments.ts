import type { Json } from '../../core/json.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import { isJsonObject } from '../jsonObject.ts';
import { timeAt, type TimelineMoment } from './moment.ts';
import type { ManagedFieldsEntry } from './timelineObject.ts';

/** Controllers that write at every step: what they do shows in conditions, events and rollouts. */
const controllers = new Set([
  'kube-controller-manager',
  'kubelet',
  'kube-scheduler',
  'cloud-controller-manager',
  'k3s',
  'kube-apiserver',
]);

/** Who wrote to the object and when last, by managedFields. The API knows the program, not the person. */
export function writeMoments(object: ObjectRef, entries: readonly ManagedFieldsEntry[]): readonly TimelineMoment[] {
  return entries.flatMap((entry, index): readonly TimelineMoment[] => {
    const { manager = 'unknown', operation, subresource = '', time, fieldsV1 } = entry;
    const at = timeAt(time);
    const isScale = subresource === 'scale';
    if (at === undefined || subresource === 'status' || (controllers.has(manager) && !isScale)) return [];
    const paths = writtenPaths(fieldsV1 ?? null);
    const verb = isScale ? 'scaled' : operation === 'Apply' ? 'applied' : 'wrote';
    return [
      {
        object,
        shape: isScale ? 'scale' : 'write',
        at,
        severity: 'info',
        title: `${manager} ${verb}`,
        ...(paths.length === 0 ? {} : { detail: `its fields: ${paths.join(', ')}` }),
        path: `metadata.managedFields[${index}]`,
      },
    ];
  });
}

const mostPaths = 5;

/** The fields of an entry, the ones that people look for first: `spec.replicas`, `spec.template.spec.containers[web].image`. */
export function writtenPaths(fieldsV1: Json): readonly string[] {
  const paths: string[] = [];
  collect(fieldsV1, '', paths);
  const ranked = paths
    .filter((path) => !dullPath.test(path))
    .map((path, index) => ({ path, rank: rankOf(path), index }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ path }) => path);
  return ranked.length <= mostPaths ? ranked : [...ranked.slice(0, mostPaths), `${ranked.length - mostPaths} more`];
}

const dullPath =
  /last-applied-configuration|^metadata\.labels$|^metadata\.annotations$|(imagePullPolicy|terminationMessage\w+|dnsPolicy|restartPolicy|schedulerName|\.name|\.protocol)$/;

function rankOf(path: string): number {
  if (/\.image$|^spec\.replicas$|restartedAt/.test(path)) return 0;
  if (/\.(env|resources|command|args|\w+Probe)\b/.test(path)) return 1;
  return path.startsWith('spec') || path.startsWith('data') ? 2 : 3;
}

/** FieldsV1: `f:name` is a field, `k:{"name":"web"}` an entry of a list by its key, `v:` one by its value, `.` the thing itself. */
function collect(node: Json, path: string, paths: string[]): void {
  const inner = isJsonObject(node) ? Object.entries(node).filter(([key]) => key !== '.') : [];
  if (inner.length === 0) {
    if (path !== '') paths.push(path);
    return;
  }
  for (const [key, value] of inner) collect(value ?? null, `${path}${stepOf(key, path)}`, paths);
}

function stepOf(key: string, path: string): string {
  const name = key.slice(2);
  if (key.startsWith('f:')) {
    if (/[^\w-]/.test(name)) return `['${name}']`;
    return path === '' ? name : `.${name}`;
  }
  const id = /"(?:name|containerPort|port|ip|type|uid|mountPath)":\s*"?([^",}]+)/.exec(name)?.[1] ?? name;
  return `[${id}]`;
}
