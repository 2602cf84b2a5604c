import type { Node } from '../kinds/node.ts';
import type { Pod } from '../kinds/pod.ts';

export type Taint = NonNullable<NonNullable<Node['spec']>['taints']>[number];
export type Toleration = NonNullable<NonNullable<Pod['spec']>['tolerations']>[number];

/**
 * An empty key of a toleration is every key, an empty effect every effect, no operator is Equal. Lt and Gt compare numbers, which a
 * server refuses unless TaintTolerationComparisonOperators (alpha in 1.35) is on: where a pod has them, they count.
 * Source: ToleratesTaint in k8s.io/api/core/v1/toleration.go.
 */
export function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some(({ key = '', operator = 'Equal', value = '', effect = '' }) => {
    if (effect !== '' && effect !== taint.effect) return false;
    if (key !== '' && key !== taint.key) return false;
    switch (operator) {
      case '':
      case 'Equal':
        return value === (taint.value ?? '');
      case 'Exists':
        return true;
      case 'Lt':
        return isInteger(value) && isInteger(taint.value) && Number(taint.value) < Number(value);
      case 'Gt':
        return isInteger(value) && isInteger(taint.value) && Number(taint.value) > Number(value);
      default:
        return false;
    }
  });
}

function isInteger(text: string | undefined): boolean {
  return text !== undefined && /^(?:0|-?[1-9]\d*)$/.test(text);
}

/** Taints that keep a pod off: PreferNoSchedule does not. */
function keepsOff({ effect }: Taint): boolean {
  return effect === 'NoSchedule' || effect === 'NoExecute';
}

/** The taints of a node that keep off a pod with these tolerations. */
export function untolerated({ spec }: Node, tolerations: readonly Toleration[] = []): readonly Taint[] {
  return (spec?.taints ?? []).filter((taint) => keepsOff(taint) && !tolerates(tolerations, taint));
}

/** `dedicated=gpu:NoSchedule`, as kubectl prints it. */
export function taintText({ key = '', value = '', effect = '' }: Taint): string {
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`;
}
