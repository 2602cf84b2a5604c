/** What follows from a container that fails: symptoms, and what its pod is missed for. */
export const explainedByContainer = [
  'container/crash-loop',
  'container/init-blocked',
  'container/not-ready',
  'container/restarts-growing',
  'rollout/deadline-exceeded',
  'rollout/stuck',
  'workload/unavailable',
  'service/no-ready-endpoints',
  'service/some-endpoints-not-ready',
];
