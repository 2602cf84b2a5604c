import { isReadyPod } from '../../kube/endpoints.ts';
import type { FollowedRollout } from '../../kube/rollouts/followRollout.ts';
import type { Judgement } from '../judge.ts';
import type { Reader } from '../reader.ts';
import { judgeSickPods } from './judgeSickPods.ts';
import { judgeWorkload } from './judgeWorkload.ts';

const judgedPods = 5;

/** What the rules say of the pods that hold a rollout up; where none were even made, of the workload itself. */
export async function judgeProgress(
  reader: Reader,
  { ended, workload, current, because }: FollowedRollout,
  asOf: number,
): Promise<Judgement> {
  if (ended === 'settled' || ended === 'held' || ended === 'deleting' || ended === 'gone')
    return { findings: [], gaps: [] };
  const { namespace } = workload.object.metadata ?? {};
  const first = because.by === 'pod' ? [because.trouble.pod] : [];
  const sick = [...first, ...current.filter((pod) => !isReadyPod(pod) && !first.includes(pod))].slice(0, judgedPods);
  return sick.length > 0 ? judgeSickPods(reader, sick, { namespace, asOf }) : judgeWorkload(reader, workload, asOf);
}
