import type { NodeRequirement, NodeSelector } from '../kinds/affinity.ts';
import type { Pod } from '../kinds/pod.ts';
import { labelOf, meets, type Labels } from '../selectors.ts';

/** A node as selectors of nodes see it. */
export interface SelectedNode {
  readonly name: string;
  readonly labels: Labels;
}

/** The pod's nodeSelector and its required node affinity, both. */
export function wantsNode({ spec }: Pod, node: SelectedNode): boolean {
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return hasLabels(spec?.nodeSelector, node) && (required === undefined || matchesNode(required, node));
}

export function hasLabels(selector: Labels = {}, { labels }: SelectedNode): boolean {
  return Object.entries(selector).every(([key, value]) => labelOf(labels, key) === value);
}

/**
 * An empty term matches nothing, and neither does a selector without terms.
 * Source: k8s.io/component-helpers/scheduling/corev1/nodeaffinity.
 */
export function matchesNode(selector: NodeSelector, node: SelectedNode): boolean {
  return (selector.nodeSelectorTerms ?? []).some(({ matchExpressions = [], matchFields = [] }) => {
    if (matchExpressions.length + matchFields.length === 0) return false;
    return (
      matchExpressions.every((requirement) => meetsRequirement(node.labels, requirement)) &&
      matchFields.every((requirement) => meetsRequirement({ 'metadata.name': node.name }, requirement))
    );
  });
}

function meetsRequirement(labels: Labels, { key = '', operator, values = [] }: NodeRequirement): boolean {
  switch (operator) {
    case 'In':
    case 'NotIn':
    case 'Exists':
    case 'DoesNotExist':
      return meets(labels, { key, operator, values });
    case 'Gt':
    case 'Lt': {
      const [own, bound] = [labelOf(labels, key), values[0]].map(integer);
      if (own === undefined || bound === undefined || values.length !== 1) return false;
      return operator === 'Gt' ? own > bound : own < bound;
    }
    default:
      return false;
  }
}

function integer(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}
