import type { Pod } from './kinds/pod.ts';
import type { Condition } from './metadata.ts';

/** The first condition of a type, as the server's own code takes it. */
export function conditionOf(
  { status }: { readonly status?: { readonly conditions?: readonly Condition[] } },
  type: string,
): Condition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

/** True where the pod takes traffic: its Ready condition, which holds the readiness gates too. */
export function podReady(pod: Pod): boolean {
  return conditionOf(pod, 'Ready')?.status === 'True';
}
