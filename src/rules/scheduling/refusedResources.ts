import type { Decided } from '../../kube/scheduling/placement.ts';

const most = 2;

/** The resources that are short, by the scheduler's words. */
export function refusedResources({ refusals }: Decided): readonly string[] {
  return refusals
    .map(({ counted }) => counted)
    .filter((counted) => counted.startsWith('Insufficient '))
    .map((counted) => counted.replace(/^Insufficient /, ''))
    .slice(0, most);
}
