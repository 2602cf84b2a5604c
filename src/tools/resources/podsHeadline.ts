import { counted } from '../../core/counted.ts';
import { isTroubled } from '../../kube/judgedPod.ts';
import { noneInTrouble } from '../levels.ts';
import type { OwnerGroup, StatusGroup } from './podGroups.ts';

/** One sentence: how many, where, and what is wrong with whom. `where` is `in shop on node-1`. */
export function podsHeadline(
  statuses: readonly StatusGroup[],
  owners: readonly OwnerGroup[],
  where: string,
  isPartial: boolean,
): string {
  const total = statuses.reduce((sum, { pods }) => sum + pods, 0);
  const troubled = statuses.filter(({ level }) => isTroubled(level));
  const sick = troubled.reduce((sum, { pods }) => sum + pods, 0);
  if (sick === 0 && isPartial)
    return `${counted(total, 'pod')} ${where}, ${noneInTrouble(isPartial)}: ${listed(statuses)}.`;
  if (sick === 0) return `${subject(total)} ${where} ${total === 1 ? 'is' : 'are'} healthy: ${listed(statuses)}.`;
  const worst = owners.filter((owner) => owner.troubled > 0);
  const names = worst
    .slice(0, 3)
    .map(({ namespace, owner }) =>
      owner === 'none' ? `${namespace}: pods without owner` : `${namespace}/${owner.slice(owner.indexOf('/') + 1)}`,
    );
  const more = worst.length > names.length ? ` and ${worst.length - names.length} more` : '';
  return `${sick} of ${counted(total, 'pod')} ${where} ${sick === 1 ? 'is' : 'are'} in trouble: ${listed(troubled)} (${names.join(', ')}${more}).`;
}

function subject(total: number): string {
  return total === 1 ? 'The only pod' : total === 2 ? 'Both pods' : `All ${total} pods`;
}

function listed(groups: readonly StatusGroup[]): string {
  const shown = groups
    .slice(0, 4)
    .map(({ status, note, pods }) => `${pods} ${status}${note === undefined ? '' : ` (${note})`}`);
  const rest = groups.slice(4).reduce((sum, { pods }) => sum + pods, 0);
  return [...shown, ...(rest > 0 ? [counted(rest, 'other')] : [])].join(', ');
}
