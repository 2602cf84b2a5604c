import { valueAt, type KubeObject } from '../kubeObject.ts';

/** A number, or a percentage of `of`. Surges are rounded up, what may be missing down. */
export function intOrPercent(object: KubeObject, path: string, of: number, round: 'up' | 'down'): number {
  const value = valueAt(object, path);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return 0;
  const share = (of * Number.parseInt(value, 10)) / 100;
  return round === 'up' ? Math.ceil(share) : Math.floor(share);
}
