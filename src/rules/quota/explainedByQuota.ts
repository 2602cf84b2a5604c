/** What follows where a quota or a range keeps pods from being made. */
export const explainedByQuota: readonly string[] = [
  'rollout/create-refused',
  'rollout/stuck',
  'rollout/deadline-exceeded',
  'workload/unavailable',
  'service/no-ready-endpoints',
];
