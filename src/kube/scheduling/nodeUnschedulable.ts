import type { Filter } from './refusal.ts';
import { tolerates } from './tolerates.ts';

const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** A cordoned node takes those only that tolerate its taint, as pods of DaemonSets do. */
export const nodeUnschedulable: Filter = ({ spec }) => {
  const isTolerated = tolerates(spec?.tolerations ?? [], taint);
  return ({ node }) =>
    node.spec?.unschedulable === true && !isTolerated
      ? [{ filter: 'NodeUnschedulable', counted: 'node(s) were unschedulable', because: 'is cordoned' }]
      : [];
};
