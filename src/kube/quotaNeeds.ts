import type { Container } from './kinds/container.ts';
import type { LimitRange } from './kinds/limitRange.ts';
import type { PodSpec } from './kinds/podSpec.ts';
import type { ResourceQuota } from './kinds/resourceQuota.ts';

/** A container that does not name what a quota counts. */
export interface Unnamed {
  readonly container: string;
  /** Within the pod's spec: `containers[0].resources.requests.memory` */
  readonly path: string;
  /** As the quota names it: `limits.memory`. */
  readonly resource: string;
}

type Side = 'requests' | 'limits';

/** The only resources that each container must name once a quota counts them (validationSet in evaluator/core/pods.go, 1.36). */
const counted: Readonly<Record<string, readonly [Side, string]>> = {
  cpu: ['requests', 'cpu'],
  memory: ['requests', 'memory'],
  'requests.cpu': ['requests', 'cpu'],
  'requests.memory': ['requests', 'memory'],
  'limits.cpu': ['limits', 'cpu'],
  'limits.memory': ['limits', 'memory'],
};

/**
 * What containers of a spec leave out that a quota counts, and that no LimitRange fills in. Nothing of quotas with scopes, which may
 * not be about these pods, nor of pods with resources of their own, which need name nothing in their containers.
 */
export function unnamedForQuota(
  spec: PodSpec,
  { spec: quota }: ResourceQuota,
  ranges: readonly LimitRange[],
): readonly Unnamed[] {
  if (quota === undefined || (quota.scopes?.length ?? 0) > 0 || quota.scopeSelector !== undefined) return [];
  if (spec.resources?.requests !== undefined || spec.resources?.limits !== undefined) return [];
  return (['initContainers', 'containers'] as const).flatMap((field) =>
    (spec[field] ?? []).flatMap((container, index) =>
      Object.keys(quota.hard ?? {}).flatMap((resource): Unnamed[] => {
        const wanted = counted[resource];
        if (wanted === undefined || names(container, ...wanted) || fillsIn(ranges, ...wanted)) return [];
        return [
          { container: container.name ?? '', path: `${field}[${index}].resources.${wanted.join('.')}`, resource },
        ];
      }),
    ),
  );
}

/** A limit without a request is a request too (SetDefaults_Pod in pkg/apis/core/v1/defaults.go). */
function names({ resources }: Container, side: Side, resource: string): boolean {
  return (
    resources?.[side]?.[resource] !== undefined || (side === 'requests' && resources?.limits?.[resource] !== undefined)
  );
}

/** The server writes `default` and `defaultRequest` into each LimitRange that has a max (SetDefaults_LimitRangeItem). */
function fillsIn(ranges: readonly LimitRange[], side: Side, resource: string): boolean {
  const items = ranges.flatMap(({ spec }) => spec?.limits ?? []).filter(({ type }) => type === 'Container');
  return items.some(({ max, min, default: limit, defaultRequest: request }) =>
    [limit, max, ...(side === 'requests' ? [request, min] : [])].some((amounts) => amounts?.[resource] !== undefined),
  );
}
