import { counted } from '../../core/counted.ts';
import type { Workload } from '../rollouts/workload.ts';
import { awayAtOnce } from './awayAtOnce.ts';
import { podsWanted } from './podsWanted.ts';

/** What a new pod template does by itself to the pods of a workload. */
export interface Replacement {
  readonly pods: number;
  /** How many of them may be away at the same time. */
  readonly away: number;
  /** `3 pods are replaced, at most 1 away at a time`. */
  readonly text: string;
}

export function replacement(workload: Workload): Replacement {
  const held = heldUntil(workload);
  const wanted = podsWanted(workload);
  if (held !== undefined) return { pods: 0, away: 0, text: `no pod is replaced until ${held}` };
  const pods = Math.max(0, wanted - keptOld(workload));
  const away = Math.min(pods, awayAtOnce(workload));
  const pace = away === 0 ? 'none away before its successor is ready' : `at most ${away} away at a time`;
  const which = pods === wanted ? counted(pods, 'pod') : `${pods} of ${counted(wanted, 'pod')}`;
  return { pods, away, text: `${which} ${pods === 1 ? 'is' : 'are'} replaced${pods === 0 ? '' : `, ${pace}`}` };
}

function heldUntil({ kind, object }: Workload): string | undefined {
  if (kind === 'Deployment') return object.spec?.paused === true ? 'somebody resumes it' : undefined;
  if (kind === 'ReplicaSet') return 'somebody deletes it';
  return object.spec?.updateStrategy?.type === 'OnDelete' ? 'somebody deletes it' : undefined;
}

/** Ordinals below the partition keep their template (apps/v1 RollingUpdateStatefulSetStrategy). */
function keptOld({ kind, object }: Workload): number {
  return kind === 'StatefulSet' ? (object.spec?.updateStrategy?.rollingUpdate?.partition ?? 0) : 0;
}
