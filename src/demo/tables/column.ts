import type { Json } from '../../core/json.ts';
import { age } from '../../kube/age.ts';
import { labelSelector } from '../../kube/kinds/labelSelector.ts';
import { requirementsOf, selectorText as requirementsText } from '../../kube/selectors.ts';
import { listAt, textAt, valueAt, type KubeObject } from '../kubeObject.ts';

/** One column of a kind's table, with the cell of an object. `now` is in milliseconds since the epoch. */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean';
  readonly format?: 'name';
  /** 1: shown with `-o wide` only. */
  readonly priority?: 0 | 1;
  readonly cell: (object: KubeObject, now: number) => Json;
}

export const none = '<none>';

export const nameColumn: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  cell: ({ metadata }) => metadata.name,
};

export const ageColumn: Column = {
  name: 'Age',
  type: 'string',
  cell: ({ metadata }, now) => since(metadata.creationTimestamp, now),
};

export function column(name: string, cell: Column['cell'], type: Column['type'] = 'string'): Column {
  return { name, type, cell };
}

export function wide(name: string, cell: Column['cell']): Column {
  return { name, type: 'string', priority: 1, cell };
}

/** The text at a path, or what is printed where there is none. */
export function textColumn(name: string, path: string, otherwise = ''): Column {
  return column(name, (object) => textAt(object, path) ?? otherwise);
}

/** How long ago, as kubectl prints it. */
export function since(time: string | undefined, now: number): string {
  return time === undefined ? '<unknown>' : age(now - Date.parse(time));
}

/** Names and images of the containers at a path. */
export function containerColumns(path: string): readonly Column[] {
  const join = (field: string) => (object: KubeObject) =>
    listAt(object, path)
      .map((container) => textAt(container, field) ?? '')
      .join(',');
  return [wide('Containers', join('name')), wide('Images', join('image'))];
}

/** A metav1.LabelSelector in one line. */
export function selectorText(object: KubeObject, path: string): string {
  const selector = labelSelector(valueAt(object, path));
  if (selector === undefined) return none;
  // Keys and values are sorted: Requirement.String in k8s.io/apimachinery/pkg/labels/selector.go.
  const requirements = [...requirementsOf(selector)]
    .map((requirement) => ({ ...requirement, values: [...requirement.values].sort() }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return requirements.length === 0 ? none : requirementsText(requirements);
}

export function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? none : pairs.sort().join(',');
}

/** At most three, and how many more. */
export function firstThree(entries: readonly string[], otherwise: string): string {
  if (entries.length === 0) return otherwise;
  const shown = entries.slice(0, 3).join(',');
  return entries.length > 3 ? `${shown} + ${entries.length - 3} more...` : shown;
}
