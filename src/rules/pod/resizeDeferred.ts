import { resizePendingRule } from './resizePendingRule.ts';

export const resizeDeferred = resizePendingRule({
  id: 'pod/resize-deferred',
  reason: 'Deferred',
  speaks: 'A pod waits for more resources in place (PodResizePending, Deferred): its node has them not free now.',
  silent: 'Resizes in progress or done; those that can never be (pod/resize-infeasible).',
  what: 'The pod was resized and runs with its old resources, since its node has not enough free now',
  remedy: (node) =>
    `Free some of node ${node}, as by moving other pods away, or delete the pod, so that it is placed anew with its new size. The kubelet tries again by itself.`,
});
