import type { Filter } from './refusal.ts';
import { taintText, untoleratedBesideCordon } from './tolerates.ts';

export const taintToleration: Filter = ({ spec }) => {
  return ({ node }) => {
    const against = untoleratedBesideCordon(node, spec?.tolerations);
    if (against.length === 0) return [];
    return [
      {
        filter: 'TaintToleration',
        counted: countedTaint,
        because: `has ${against.length === 1 ? 'a taint' : 'taints'} that the pod does not tolerate: ${against.map(taintText).join(', ')}`,
      },
    ];
  };
};

/** Since 1.35 without the taint; before, `node(s) had untolerated taint {key: value}`. */
const countedTaint = 'node(s) had untolerated taint(s)';
