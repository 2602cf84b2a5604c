import { counted } from '../../../core/counted.ts';
import { age } from '../../../kube/age.ts';
import { causeText } from './causeText.ts';
import type { Correlation } from './correlation.ts';
import type { SharedCause } from './sharedCauses.ts';

/** What the failures have in common, the earliest trouble, or that they have nothing in common. */
export function correlationHeadline(
  { failing, notCreated, total, firstBad, ownTrouble, groups }: Correlation,
  [cause, ...more]: readonly SharedCause[],
  where: string,
  isPartial: boolean,
): string {
  const all = failing + notCreated;
  if (all === 0) {
    if (total === 0) return `No pods ${where}.`;
    return `${counted(total, 'pod')} ${where}, ${isPartial ? 'none found that fails, as far as could be read' : 'none fails'}.`;
  }
  const what = notCreated === 0 ? counted(all, 'failing pod') : `${counted(all, 'pod')} that fail or are not created`;
  if (cause !== undefined) {
    const others = more.length === 0 ? '' : `; and ${more.map(causeText).join(', ')}`;
    const first = firstBad === undefined ? '' : `; first: ${firstBad.what}, ${age(firstBad.secondsAgo * 1000)} ago`;
    return `${cause.shared.failing} of ${what} ${where} share ${causeText(cause)}${others}${first}.`;
  }
  if (ownTrouble !== undefined) {
    const because = groups[0]?.because?.replace(/\.$/, '');
    return `${all === 1 ? `The one failing pod ${where} is` : `All ${what} ${where} are`} of ${ownTrouble}: its own trouble, shared with no other workload${because === undefined ? '' : ` (${because})`}.`;
  }
  return isPartial
    ? `${what} ${where}: what they share was not found, as far as could be read.`
    : `${what} ${where}: nothing found that they share and healthy ones do not.`;
}
