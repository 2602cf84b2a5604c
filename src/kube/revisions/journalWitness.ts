import type { SeenAvailable } from '../../core/witnessed.ts';
import type { Witness } from './availability.ts';
import { templateMark } from './templateMark.ts';

/**
 * What our own changes saw of this very object, the newest first. By its template: the number of a revision moves when it is rolled back
 * to. They deny nothing: what they did not see may have been all the same.
 */
export function journalWitness(seen: readonly SeenAvailable[], salt: string): Witness {
  return ({ template }) => {
    if (seen.length === 0) return undefined;
    const mark = templateMark(template, salt);
    const own = seen.filter((one) => one.template === mark);
    // That it was rolled out tells more than that it was found so later
    const found = own.find(({ when }) => when === 'after') ?? own[0];
    return found === undefined ? undefined : { state: 'yes', source: `our journal: ${words(found)}` };
  };
}

function words({ at, change, when }: SeenAvailable): string {
  const time = at.replace(/\.\d+Z$/, 'Z');
  return when === 'after'
    ? `rolled out and settled ${time} (change ${change})`
    : `all its pods were available ${time} (before change ${change})`;
}
