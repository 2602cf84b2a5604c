/** What follows where a pod cannot start for want of what it refers to. */
export const explainedByReference: readonly string[] = [
  'pod/volume-mount-failed',
  'pod/sandbox-failed',
  'image/unauthorized',
  'container/configuration-error',
  'container/crash-loop',
  'container/init-blocked',
  'container/not-ready',
  'rollout/stuck',
  'rollout/deadline-exceeded',
  'workload/unavailable',
  'service/no-ready-endpoints',
  'service/some-endpoints-not-ready',
];
