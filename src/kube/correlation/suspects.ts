import type { Feature } from './feature.ts';
import { featureTables } from './featureTables.ts';
import { figures, isTelling } from './figures.ts';
import { significance } from './significance.ts';
import { workloadsOf, type Unit } from './unit.ts';

const level = 0.05;

/**
 * ConfigMaps and Secrets that the failures speak against, the strongest first: worth a look at when they were written. What messages
 * name comes before what only the comparison tells.
 */
export function suspects(units: readonly Unit[]): readonly Feature[] {
  return featureTables(units)
    .filter(({ feature, failing }) => isWritten(feature) && workloadsOf(failing) > 1)
    .map((one) => ({
      feature: one.feature,
      isNamed: one.named.length > 0,
      isTelling: isTelling(figures(one.failing, one.healthy, units)),
      chance: significance(one.table),
    }))
    .filter((one) => one.isNamed || (one.isTelling && one.chance <= level))
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || a.chance - b.chance)
    .map(({ feature }) => feature);
}

function isWritten({ kind }: Feature): boolean {
  return kind === 'ConfigMap' || kind === 'Secret';
}
