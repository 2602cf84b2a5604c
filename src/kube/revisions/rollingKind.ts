import type { Kind } from '../../core/kind.ts';
import { daemonSet } from '../kinds/daemonSet.ts';
import { deployment } from '../kinds/deployment.ts';
import { statefulSet } from '../kinds/statefulSet.ts';

/** The kinds that keep a history of their pod template. */
export const rollingKinds = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;
export type RollingKind = (typeof rollingKinds)[number];

const kinds: Readonly<Record<RollingKind, Kind<unknown>>> = {
  Deployment: deployment,
  StatefulSet: statefulSet,
  DaemonSet: daemonSet,
};

export function isRollingKind(word: string): word is RollingKind {
  return Object.hasOwn(kinds, word);
}

export function kindOfRolling(word: RollingKind): Kind<unknown> {
  return kinds[word];
}
