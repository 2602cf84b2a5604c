import type { PodHealth } from '../kube/podHealth.ts';

/** All that the tree keeps of an object, whatever its kind. */
export interface TreeRecord extends PodHealth {
  readonly name: string;
  /** Its state: `1/3 ready · rolling out`. */
  readonly words: string;
  /** What else the tooltip says, by lines. */
  readonly detail: string;
  /** `Deployment/cart`: where it stands in the tree. */
  readonly owner?: string;
}

export type Intern = (text: string) => string;

/** Gives the first of equal texts for all of them: names of nodes and owners come thousands of times. */
export function interner(): Intern {
  const known = new Map<string, string>();
  return (text) => {
    const first = known.get(text);
    if (first !== undefined) return first;
    known.set(text, text);
    return text;
  };
}
