/** What follows from a pod that has no node. */
export const explainedByScheduling = [
  'scheduling/autoscaler-cannot-help',
  'scheduling/waiting-for-new-node',
  'workload/unavailable',
  'rollout/stuck',
  'rollout/deadline-exceeded',
  'service/no-ready-endpoints',
  'service/some-endpoints-not-ready',
] as const;
