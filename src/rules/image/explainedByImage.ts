/** What follows where a container has no image. */
export const explainedByImage: readonly string[] = [
  'container/crash-loop',
  'container/init-blocked',
  'container/not-ready',
  'rollout/stuck',
  'rollout/deadline-exceeded',
  'workload/unavailable',
  'daemonset/unavailable',
  'service/no-ready-endpoints',
  'service/some-endpoints-not-ready',
];
