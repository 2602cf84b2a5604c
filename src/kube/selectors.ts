import type { LabelSelector } from './kinds/podSpec.ts';

export type Labels = Readonly<Record<string, string>>;

/** One requirement of a label selector. Requirements are ANDed. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

/** Thrown for a selector that the server would refuse. */
export class SelectorError extends Error {}

/**
 * kubectl's `-l` grammar: `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`, joined by commas.
 * Source: k8s.io/apimachinery/pkg/labels/selector.go.
 */
export function parseLabelSelector(selector: string): readonly Requirement[] {
  const requirements: Requirement[] = [];
  for (const part of splitOutsideParentheses(selector)) {
    const term = part.trim();
    if (term !== '') requirements.push(parseTerm(term));
  }
  return requirements;
}

function parseTerm(term: string): Requirement {
  const set = /^([^\s=!()]+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(term);
  if (set !== null) {
    const [, key = '', operator, values = ''] = set;
    return {
      key,
      operator: operator === 'in' ? 'In' : 'NotIn',
      values: values.split(',').map((value) => value.trim()),
    };
  }
  const equality = /^([^\s=!()]+)\s*(==|=|!=)\s*([^\s=!()]*)$/.exec(term);
  if (equality !== null) {
    const [, key = '', operator, value = ''] = equality;
    return { key, operator: operator === '!=' ? 'NotIn' : 'In', values: [value] };
  }
  const presence = /^(!?)\s*([^\s=!()]+)$/.exec(term);
  if (presence === null) throw new SelectorError(`not a label selector: ${term}`);
  return { key: presence[2] ?? '', operator: presence[1] === '!' ? 'DoesNotExist' : 'Exists', values: [] };
}

function splitOutsideParentheses(selector: string): readonly string[] {
  return selector.split(/,(?![^(]*\))/);
}

/** NotIn and DoesNotExist match an absent key. */
export function meets(labels: Labels, { key, operator, values }: Requirement): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
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
