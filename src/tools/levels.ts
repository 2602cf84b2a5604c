import type { Tone } from '../core/blocks.ts';
import type { Finding } from '../core/finding.ts';
import { objectPath, type ObjectRef } from '../core/objectRef.ts';
import type { Outcome } from '../core/outcome.ts';
import { healthLevels, type HealthLevel } from '../kube/podHealth.ts';

export const levelTones: Readonly<Record<HealthLevel, Tone>> = {
  critical: 'bad',
  warning: 'warning',
  starting: 'quiet',
  ok: 'good',
  quiet: 'quiet',
};

/** The worst severity found about each object, by its path. */
export function worstByObject(findings: readonly Finding[]): ReadonlyMap<string, Finding['severity']> {
  const worst = new Map<string, Finding['severity']>();
  for (const { object, severity } of findings) {
    const path = objectPath(object);
    const before = worst.get(path);
    if (before === undefined || (before !== 'critical' && severity !== 'info')) worst.set(path, severity);
  }
  return worst;
}

/** A level that findings may make worse, and never better. */
export function raised(
  level: HealthLevel,
  object: ObjectRef,
  worst: ReadonlyMap<string, Finding['severity']>,
): HealthLevel {
  const severity = worst.get(objectPath(object));
  if (severity === undefined || severity === 'info') return level;
  return healthLevels.indexOf(severity) < healthLevels.indexOf(level) ? severity : level;
}

/** The worst of what was listed; healthy only where everything could be read and there was something to judge. */
export function verdictOf(levels: readonly HealthLevel[], isPartial: boolean): Outcome<object>['verdict'] {
  if (levels.includes('critical')) return 'broken';
  if (levels.includes('warning')) return 'degraded';
  if (isPartial) return 'unknown';
  return levels.length === 0 ? 'answered' : 'healthy';
}

/** Of rows that are all well, in words that claim no more than was read. */
export function noneInTrouble(isPartial: boolean): string {
  return isPartial ? `none found in trouble${asFarAsRead(isPartial)}` : 'none in trouble';
}

/** Behind a claim that something could contradict which was not read. */
export function asFarAsRead(isPartial: boolean): string {
  return isPartial ? ' as far as could be read' : '';
}

/** How many of each group there are, the first in `order` first. */
export function countedBy<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
): readonly { readonly key: string; readonly rows: readonly T[] }[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups].map(([key, of]) => ({ key, rows: of })).sort((a, b) => b.rows.length - a.rows.length);
}
