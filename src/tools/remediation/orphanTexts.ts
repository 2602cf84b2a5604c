import type { Dependent } from '../../kube/radius/dependents.ts';

/** More of one kind than these are counted and not named. */
const mostNamed = 5;

/** What stays without an owner where a deletion orphans it, as warnings. */
export function orphanTexts(stays: readonly Dependent[]): readonly string[] {
  return [...new Set(stays.map(({ kind }) => kind))].map((kind) => {
    const names = stays.filter((one) => one.kind === kind).map(({ name }) => name);
    const isOne = names.length === 1;
    const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
    const subject = `${kind}${isOne ? '' : 's'} ${names.slice(0, mostNamed).join(', ')}${more}`;
    const loss =
      kind === 'Pod' ? 'nothing makes another where one ends' : `nothing looks after ${isOne ? 'it' : 'them'}`;
    return `${subject} ${isOne ? 'stays' : 'stay'} without an owner: ${loss}.`;
  });
}
