import type { LabelSelector } from './kinds/labelSelector.ts';

export type Labels = Readonly<Record<string, string>>;

/** A key that objects have by birth (`constructor`) is no label of theirs. */
export function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** One requirement of a label selector. Requirements are ANDed. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

/** NotIn and DoesNotExist match an absent key. */
export function meets(labels: Labels, { key, operator, values }: Requirement): boolean {
  const value = labelOf(labels, key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

export function matches(labels: Labels | undefined, requirements: readonly Requirement[]): boolean {
  return requirements.every((requirement) => meets(labels ?? {}, requirement));
}

/** A Service's or a ReplicationController's selector: equality only. */
export function requirementsOfMap(selector: Labels): readonly Requirement[] {
  return Object.entries(selector).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
}

/** A metav1.LabelSelector. An empty one selects everything, an absent one nothing: the caller tells them apart. */
export function requirementsOf(selector: NonNullable<LabelSelector>): readonly Requirement[] {
  const expressions = (selector.matchExpressions ?? []).flatMap(({ key, operator, values }): Requirement[] =>
    key !== undefined &&
    (operator === 'In' || operator === 'NotIn' || operator === 'Exists' || operator === 'DoesNotExist')
      ? [{ key, operator, values: values ?? [] }]
      : [],
  );
  return [...requirementsOfMap(selector.matchLabels ?? {}), ...expressions];
}

/** `a=b,c` as kubectl prints it. */
export function selectorText(requirements: readonly Requirement[]): string {
  return requirements
    .map(({ key, operator, values }) => {
      switch (operator) {
        case 'In':
          return values.length === 1 ? `${key}=${values[0] ?? ''}` : `${key} in (${values.join(',')})`;
        case 'NotIn':
          return values.length === 1 ? `${key}!=${values[0] ?? ''}` : `${key} notin (${values.join(',')})`;
        case 'Exists':
          return key;
        case 'DoesNotExist':
          return `!${key}`;
      }
    })
    .join(',');
}
