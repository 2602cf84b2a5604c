import type { Judge } from './judge.ts';
import { podStatus } from './podStatus.ts';

/** All of them; they share one control plane, so each works in namespaces of its own. */
export const judges: readonly Judge[] = [podStatus];
