import type { Kind } from '../core/kind.ts';
import { daemonSet } from './kinds/daemonSet.ts';
import { deployment } from './kinds/deployment.ts';
import { statefulSet } from './kinds/statefulSet.ts';

/** The kinds that are asked for a name which another kind does not have: whoever says a name seldom says the kind. */
export const workloadNamesakes: readonly Kind<unknown>[] = [deployment, statefulSet, daemonSet];
