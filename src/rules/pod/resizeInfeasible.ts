import { resizePendingRule } from './resizePendingRule.ts';

export const resizeInfeasible = resizePendingRule({
  id: 'pod/resize-infeasible',
  reason: 'Infeasible',
  speaks: 'A pod was asked for resources that its node can never give in place (PodResizePending, Infeasible).',
  silent: 'Resizes in progress or done; those that wait for room (pod/resize-deferred).',
  what: 'The pod was resized and runs with its old resources, since its node can never do it in place',
  remedy: (node) =>
    `Ask for no more than node ${node} has, or delete the pod, so that it is placed anew on a node that can give it.`,
});
