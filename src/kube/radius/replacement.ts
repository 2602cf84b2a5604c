import { counted } from '../../core/counted.ts';
import type { Workload } from '../rollouts/workload.ts';
import { awayAtOnce } from './awayAtOnce.ts';
import { keptOld } from './keptOld.ts';
import type { PodsThere } from './podsThere.ts';
import { podsWanted } from './podsWanted.ts';

/** What a new pod template does by itself to the pods of a workload. */
export interface Replacement {
  readonly added: number;
  readonly removed: number;
  /** How many of those that serve may be away at the same time. */
  readonly away: number;
  /** `3 pods are replaced, at most 1 away at a time`; `1 pod goes, and 2 stay as they are`. */
  readonly text: string;
}

/** @param there undefined: it is not known, and all that are wanted are taken to be there with another template */
export function replacement(workload: Workload, there: PodsThere | undefined): Replacement {
  const held = heldUntil(workload);
  if (held !== undefined) return { added: 0, removed: 0, away: 0, text: `no pod is replaced until ${held}` };
  const wanted = podsWanted(workload);
  const known = there ?? assumed(wanted, keptOld(workload));
  const stay = Math.min(known.kept, wanted);
  const removed = known.others + known.kept - stay;
  const added = wanted - stay;
  const rate = Math.min(removed, awayAtOnce(workload));
  const pace = rate === 0 ? 'none away before its successor is ready' : `at most ${rate} away at a time`;
  const moved = movedText({ wanted, stay, removed, added });
  return {
    added,
    removed,
    away: Math.min(rate, known.serving),
    text: removed > 0 && added > 0 ? `${moved}, ${pace}` : moved,
  };
}

function assumed(wanted: number, kept: number): PodsThere {
  const others = Math.max(0, wanted - kept);
  return { kept, others, serving: others };
}

interface Moved {
  readonly wanted: number;
  readonly stay: number;
  readonly removed: number;
  readonly added: number;
}

function movedText({ wanted, stay, removed, added }: Moved): string {
  if (removed === added) {
    if (removed === 0) return 'no pod is replaced';
    const which = removed === wanted ? counted(removed, 'pod') : `${removed} of ${counted(wanted, 'pod')}`;
    return `${which} ${removed === 1 ? 'is' : 'are'} replaced`;
  }
  const parts = [
    ...(removed === 0 ? [] : [`${counted(removed, 'pod')} ${removed === 1 ? 'goes' : 'go'}`]),
    ...(added === 0 ? [] : [`${counted(added, removed === 0 ? 'pod' : 'new one')} ${added === 1 ? 'is' : 'are'} made`]),
    ...(stay === 0 ? [] : [`${stay} ${stay === 1 ? 'stays as it is' : 'stay as they are'}`]),
  ];
  return parts.length === 1 ? parts.join('') : `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1) ?? ''}`;
}

function heldUntil({ kind, object }: Workload): string | undefined {
  if (kind === 'Deployment') return object.spec?.paused === true ? 'somebody resumes it' : undefined;
  if (kind === 'ReplicaSet') return 'somebody deletes it';
  return object.spec?.updateStrategy?.type === 'OnDelete' ? 'somebody deletes it' : undefined;
}
