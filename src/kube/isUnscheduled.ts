import type { Pod } from './kinds/pod.ts';

/** It waits for a node: neither bound nor ended. */
export function isUnscheduled({ spec, status }: Pod): boolean {
  return (spec?.nodeName ?? '') === '' && (status?.phase ?? 'Pending') === 'Pending';
}
