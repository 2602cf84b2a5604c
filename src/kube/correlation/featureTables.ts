import { featureKey, type Feature } from './feature.ts';
import type { Table } from './significance.ts';
import type { Unit } from './unit.ts';

/** A feature, who has it, and how it goes with failing. */
export interface FeatureTable {
  readonly feature: Feature;
  readonly failing: readonly Unit[];
  /** Those of the failing whose own messages name it. */
  readonly named: readonly Unit[];
  /** Pods. */
  readonly healthy: number;
  readonly table: Table;
}

interface Side {
  failing: number;
  healthy: number;
}

interface Having {
  readonly feature: Feature;
  readonly failing: Unit[];
  readonly named: Unit[];
  readonly sides: Map<string, Side>;
  healthy: number;
}

/**
 * One for each feature that something failing has. Pods of one workload fail together, whatever the cause, so the table counts
 * workloads and not pods: of each, the pods with the feature are one thing and those without it another, which fails where most do.
 */
export function featureTables(units: readonly Unit[]): readonly FeatureTable[] {
  const totals = new Map<string, Side>();
  const having = new Map<string, Having>();
  for (const unit of units) {
    count(totals, unit);
    const features = new Map([...unit.traits, ...unit.named].map((one) => [featureKey(one), one]));
    const named = new Set(unit.named.map(featureKey));
    for (const [key, feature] of features) {
      const known: Having = having.get(key) ?? {
        feature,
        failing: [],
        named: [],
        sides: new Map<string, Side>(),
        healthy: 0,
      };
      having.set(key, known);
      count(known.sides, unit);
      if (!unit.fails) known.healthy += unit.pods;
      else known.failing.push(unit);
      if (unit.fails && named.has(key)) known.named.push(unit);
    }
  }
  const failingAll = [...totals.values()].filter(isFailing).length;
  return [...having.values()]
    .filter(({ failing }) => failing.length > 0)
    .map(({ sides, ...one }) => ({ ...one, table: tableOf(sides, totals, failingAll) }));
}

/**
 * The table of one feature that was changed, of what began to fail since: what failed already then is no more the doing of the change
 * than what does not fail.
 */
export function tableSince(units: readonly Unit[], feature: Feature, changedAt: number): Table {
  const key = featureKey(feature);
  const totals = new Map<string, Side>();
  const sides = new Map<string, Side>();
  for (const one of units) {
    const unit = one.fails && (one.beganAt ?? changedAt) < changedAt ? { ...one, fails: false } : one;
    count(totals, unit);
    if ([...unit.traits, ...unit.named].some((trait) => featureKey(trait) === key)) count(sides, unit);
  }
  return tableOf(sides, totals, [...totals.values()].filter(isFailing).length);
}

function count(sides: Map<string, Side>, { workload, fails, pods }: Unit): void {
  const side = sides.get(workload) ?? { failing: 0, healthy: 0 };
  sides.set(workload, side);
  if (fails) side.failing += pods;
  else side.healthy += pods;
}

function isFailing({ failing, healthy }: Side): boolean {
  return failing > 0 && failing >= healthy;
}

function tableOf(sides: ReadonlyMap<string, Side>, totals: ReadonlyMap<string, Side>, failingAll: number): Table {
  let failingWith = 0;
  let failingWithout = failingAll;
  let healthyWithout = totals.size - failingAll;
  for (const [workload, side] of sides) {
    const total = totals.get(workload) ?? side;
    if (isFailing(total)) failingWithout--;
    else healthyWithout--;
    if (isFailing(side)) failingWith++;
    const rest = { failing: total.failing - side.failing, healthy: total.healthy - side.healthy };
    if (rest.failing + rest.healthy === 0) continue;
    if (isFailing(rest)) failingWithout++;
    else healthyWithout++;
  }
  return { failingWith, healthyWith: sides.size - failingWith, failingWithout, healthyWithout };
}
