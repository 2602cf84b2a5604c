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

/**
 * Taints that a scheduler would rather not put such a pod under: of tolerations those count that are of this effect, or of any.
 * Source: countIntolerableTaintsPreferNoSchedule in pkg/scheduler/framework/plugins/tainttoleration.
 */
export function unwelcome({ spec }: Node, tolerations: readonly Toleration[] = []): readonly Taint[] {
  const own = tolerations.filter(({ effect = '' }) => effect === '' || effect === 'PreferNoSchedule');
  return (spec?.taints ?? []).filter((taint) => taint.effect === 'PreferNoSchedule' && !tolerates(own, taint));
}

/** The taints of a node that keep off a pod with these tolerations. */
export function untolerated({ spec }: Node, tolerations: readonly Toleration[] = []): readonly Taint[] {
  return (spec?.taints ?? []).filter((taint) => keepsOff(taint) && !tolerates(tolerations, taint));
}

/** The taint of a cordoned node goes with the cordon. Source: pkg/controller/nodelifecycle. */
export const cordonTaint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;

/** The same without that of a cordon, which the filter NodeUnschedulable tells of. */
export function untoleratedBesideCordon(node: Node, tolerations?: readonly Toleration[]): readonly Taint[] {
  const taints = untolerated(node, tolerations);
  return node.spec?.unschedulable === true ? taints.filter(({ key }) => key !== cordonTaint.key) : taints;
}

/** `dedicated=gpu:NoSchedule`, as kubectl prints it. */
export function taintText({ key = '', value = '', effect = '' }: Taint): string {
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`;
}
