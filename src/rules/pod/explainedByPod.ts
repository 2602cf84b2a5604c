/** What follows where a pod does not run, or is taken away. */
export const explainedByPod: readonly string[] = [
  'container/init-blocked',
  'container/not-ready',
  'container/killed-after-grace',
  'container/stopped-on-purpose',
  'container/status-unknown',
  'rollout/stuck',
  'rollout/deadline-exceeded',
  'workload/unavailable',
  'daemonset/unavailable',
  'service/no-ready-endpoints',
  'service/some-endpoints-not-ready',
];
