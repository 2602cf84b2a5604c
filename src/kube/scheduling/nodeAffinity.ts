import type { NodeSelector } from '../kinds/affinity.ts';
import { labelOf } from '../selectors.ts';
import { hasLabels, matchesNode } from './matchesNode.ts';
import type { Filter } from './refusal.ts';

const counted = "node(s) didn't match Pod's node affinity/selector";

export const nodeAffinity: Filter = ({ spec }) => {
  const selector = spec?.nodeSelector ?? {};
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return (node) => {
    const missing = Object.entries(selector).filter(([key, value]) => !hasLabels({ [key]: value }, node));
    const because = [
      ...missing.map(([key, value]) => {
        const own = labelOf(node.labels, key);
        return `the pod's nodeSelector wants ${key}=${value}, the node has ${own === undefined ? `no ${key}` : `${key}=${own}`}`;
      }),
      ...(required === undefined || matchesNode(required, node)
        ? []
        : [`does not match the pod's node affinity: ${nodeSelectorText(required)}`]),
    ];
    return because.length === 0 ? [] : [{ filter: 'NodeAffinity', counted, because: because.join('; ') }];
  };
};

/** `zone in (a,b), disk exists; or arch in (arm64)`. */
export function nodeSelectorText({ nodeSelectorTerms = [] }: NodeSelector): string {
  return nodeSelectorTerms
    .map(({ matchExpressions = [], matchFields = [] }) =>
      [...matchExpressions, ...matchFields]
        .map(({ key = '', operator = '', values = [] }) =>
          `${key} ${words[operator] ?? operator} ${values.length === 0 ? '' : `(${values.join(',')})`}`.trim(),
        )
        .join(', '),
    )
    .join('; or ');
}

const words: Readonly<Record<string, string>> = {
  In: 'in',
  NotIn: 'not in',
  Exists: 'exists',
  DoesNotExist: 'does not exist',
  Gt: 'above',
  Lt: 'below',
};
