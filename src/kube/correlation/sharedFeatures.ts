import { featureKey, featureRank, isPlace, type Feature } from './feature.ts';
import { featureTables, tableSince, type FeatureTable } from './featureTables.ts';
import { figures, isTelling, type Figures } from './figures.ts';
import { comparisons, significance, type Table } from './significance.ts';
import { podsOf, workloadsOf, type Unit } from './unit.ts';

/**
 * How a feature is known to matter: the pods' own messages name it; it is out of order itself; it was changed just before; or the
 * comparison with what is well tells alone.
 */
export type Basis = 'named' | 'faulty' | 'changed' | 'compared';

/** By key: features of which something is known besides who has them. */
export type KnownFeatures = ReadonlyMap<string, KnownFeature>;

/** Out of order itself; or changed, at that time in milliseconds since the epoch. */
export type KnownFeature = 'faulty' | { readonly changedAt: number };

export interface FeatureSeen {
  readonly feature: Feature;
  readonly basis: Basis;
}

/** What failing pods of several workloads share. */
export interface SharedFeature extends Figures {
  /** The features that the very same failing pods have, in the order of explanation; one at least. */
  readonly features: readonly FeatureSeen[];
  /** Of seeing so much by chance; where the comparison alone tells, for as many features as were compared. */
  readonly chance: number;
}

interface Candidate extends Figures, FeatureSeen {
  readonly chance: number;
}

const level = 0.05;
/** Of what nothing but the comparison tells of: no message, no fault, no change. */
const levelOfComparison = 0.01;
/** Of a change that came just before: there are always some that did. */
const levelOfChanges = 0.02;
const leastPods = 3;
const most = 3;

/** What is known of a cause besides the comparison counts as much as this does. */
const seen = 1e-3;

/** Chances that differ by less are alike: then the feature counts that fewer healthy pods have. */
const alike = 30;

/**
 * The features that explain the failures, the one that explains most first; each is looked for among what those before it leave.
 * Empty where nothing is shared, or where chance would do.
 */
export function sharedFeatures(units: readonly Unit[], known: KnownFeatures): readonly SharedFeature[] {
  const found: SharedFeature[] = [];
  const failingAll = podsOf(units.filter(({ fails }) => fails));
  let rest = units;
  while (found.length < most) {
    const best = bestOf(rest, known);
    if (best === undefined) break;
    found.push({ ...best, failingAll });
    const told = new Set(best.units);
    rest = rest.filter((unit) => !told.has(unit));
  }
  return found;
}

function bestOf(units: readonly Unit[], known: KnownFeatures): SharedFeature | undefined {
  if (podsOf(units.filter(({ fails }) => fails)) < leastPods) return undefined;
  const tables = featureTables(units).filter((one) => isCommon(one, known));
  const many = comparisons(extents(tables), level);
  const candidates = tables
    .flatMap((one) => candidateOf(one, units, known, many) ?? [])
    .sort((a, b) => weighed(a) - weighed(b));
  const [strongest] = candidates;
  if (strongest === undefined) return undefined;
  const [best = strongest] = candidates
    .filter((one) => weighed(one) <= alike * weighed(strongest))
    .sort((a, b) => purity(b) - purity(a) || b.failing - a.failing || featureRank(a.feature) - featureRank(b.feature));
  const features = candidates
    .filter((one) => isSameExtent(one, best))
    .sort((a, b) => featureRank(a.feature) - featureRank(b.feature))
    .map(({ feature, basis }) => ({ feature, basis }));
  const { units: who, failing, failingAll, healthy, workloads, lift, chance } = best;
  return { features, units: who, failing, failingAll, healthy, workloads, lift, chance };
}

function isCommon({ feature, failing }: FeatureTable, known: KnownFeatures): boolean {
  if (podsOf(failing) < leastPods) return false;
  // Of one workload only a place that is out of order tells its pods apart
  return workloadsOf(failing) > 1 || (isPlace(feature) && known.has(featureKey(feature)));
}

function candidateOf(
  one: FeatureTable,
  units: readonly Unit[],
  known: KnownFeatures,
  many: number,
): Candidate | undefined {
  const { feature, table, named } = one;
  const compared = figures(one.failing, one.healthy, units);
  const chance = significance(table);
  const isNamed = podsOf(named) >= leastPods && workloadsOf(named) > 1;
  const own = known.get(featureKey(feature));
  if (isTelling(compared)) {
    if (own === 'faulty' && (chance <= level || units.every(({ fails }) => fails)))
      return { ...compared, feature, chance, basis: 'faulty' };
    const isSure = compared.lift >= 1.5 && chance * many <= level;
    if (isNamed && isSure) return { ...compared, feature, chance, basis: 'named' };
    if (typeof own === 'object') {
      const since = significance(tableSince(units, feature, own.changedAt));
      if (since <= levelOfChanges) return { ...compared, feature, chance: since, basis: 'changed' };
    }
    if (isSure && chance * many <= levelOfComparison && compared.workloads > 2)
      return { ...compared, feature, chance: chance * many, basis: 'compared' };
  }
  if (!isNamed) return undefined;
  // Pods that started before it went wrong have it too and are well: those that name it are told
  const told = figures(named, one.healthy, units);
  return { ...told, feature, chance: significance(namedTable(table, told.workloads)), basis: 'named' };
}

function namedTable(table: Table, failingWith: number): Table {
  return {
    failingWith,
    healthyWith: 0,
    failingWithout: Math.max(0, table.failingWith + table.failingWithout - failingWith),
    healthyWithout: table.healthyWith + table.healthyWithout,
  };
}

function weighed({ chance, basis }: Candidate): number {
  return Math.max(basis === 'compared' ? chance : chance * seen, 1e-300);
}

function purity({ failing, healthy }: Candidate): number {
  return failing / (failing + healthy + 1);
}

/** What many healthy pods have as well tells less than what none has. */
function isSameExtent(a: Candidate, b: Candidate): boolean {
  return (
    a.chance <= 10 * b.chance && a.units.length === b.units.length && a.units.every((unit) => b.units.includes(unit))
  );
}

/** Features that the same pods have are compared once. */
function extents(tables: readonly FeatureTable[]): readonly Table[] {
  const known = new Map(
    tables.map(({ failing, table }) => [
      `${failing.map(({ id }) => id).join()} ${table.healthyWith} ${table.healthyWithout}`,
      table,
    ]),
  );
  return [...known.values()];
}
