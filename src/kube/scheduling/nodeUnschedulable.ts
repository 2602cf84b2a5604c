import type { Filter } from './refusal.ts';
import { cordonTaint, tolerates } from './tolerates.ts';

/** A cordoned node takes those only that tolerate its taint, as pods of DaemonSets do. */
export const nodeUnschedulable: Filter = ({ spec }) => {
  const isTolerated = tolerates(spec?.tolerations ?? [], cordonTaint);
  return ({ node }) =>
    node.spec?.unschedulable === true && !isTolerated
      ? [{ filter: 'NodeUnschedulable', counted: 'node(s) were unschedulable', because: 'is cordoned' }]
      : [];
};
