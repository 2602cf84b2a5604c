import type { Container } from './kinds/container.ts';
import type { LimitRange } from './kinds/limitRange.ts';
import type { PodSpec } from './kinds/podSpec.ts';
import { quantity } from './quantity.ts';

/** A request or a limit of a container that a LimitRange does not let through. */
export interface RangeConflict {
  readonly container: string;
  /** Within the pod's spec: `containers[0].resources.limits.memory` */
  readonly path: string;
  readonly value: string | number;
  /** Within the LimitRange: `spec.limits[0].max.memory` */
  readonly rangePath: string;
  readonly bound: string | number;
  /** `limit 2Gi is above the maximum 1Gi of memory` */
  readonly words: string;
}

/**
 * What containers name and a range of the type Container refuses: requests and limits below min, or above max. What they leave out the
 * server fills in from the same range. Source: minConstraint and maxConstraint in plugin/pkg/admission/limitranger/admission.go (1.36).
 */
export function rangeConflicts(spec: PodSpec, range: LimitRange): readonly RangeConflict[] {
  return (['initContainers', 'containers'] as const).flatMap((field) =>
    (spec[field] ?? []).flatMap((container, index) =>
      (range.spec?.limits ?? []).flatMap((item, place) =>
        item.type === 'Container' ? conflicts(container, `${field}[${index}]`, item, `spec.limits[${place}]`) : [],
      ),
    ),
  );
}

type Item = NonNullable<NonNullable<LimitRange['spec']>['limits']>[number];

function conflicts(container: Container, at: string, { min = {}, max = {} }: Item, place: string): RangeConflict[] {
  return (['requests', 'limits'] as const).flatMap((side) =>
    Object.entries(container.resources?.[side] ?? {}).flatMap(([resource, value]): RangeConflict[] => {
      const amount = quantity(value);
      if (amount === undefined) return [];
      const conflict = (bound: string | number, name: 'min' | 'max', words: string): RangeConflict => ({
        container: container.name ?? '',
        path: `${at}.resources.${side}${stepOf(resource)}`,
        value,
        rangePath: `${place}.${name}${stepOf(resource)}`,
        bound,
        words: `${side === 'limits' ? 'limit' : 'request'} ${value} is ${words} ${bound} of ${resource}`,
      });
      const least = min[resource];
      const most = max[resource];
      return [
        ...(least !== undefined && amount < (quantity(least) ?? -Infinity)
          ? [conflict(least, 'min', 'below the minimum')]
          : []),
        ...(most !== undefined && amount > (quantity(most) ?? Infinity)
          ? [conflict(most, 'max', 'above the maximum')]
          : []),
      ];
    }),
  );
}

function stepOf(resource: string): string {
  return /^[a-z]+$/.test(resource) ? `.${resource}` : `['${resource}']`;
}
