import type { Gap } from '../../core/gap.ts';

/** That of some of the scheduler's filters nothing is known, for want of what they look at. */
export function unjudgedGaps(filters: readonly string[]): readonly Gap[] {
  return filters.length === 0
    ? []
    : [
        {
          wanted: 'what decides about volumes or namespaces',
          because: 'unsupported',
          hint: `not judged: ${filters.join(', ')}; pods that fit by the rest may not fit`,
        },
      ];
}
