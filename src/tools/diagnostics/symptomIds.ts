import { allRules } from '../../rules/allRules.ts';

/** Rules that tell what is seen, and not why. */
export const symptomIds: ReadonlySet<string> = new Set(allRules.filter(({ symptom }) => symptom).map(({ id }) => id));
