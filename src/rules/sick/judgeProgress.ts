import { isReadyPod } from '../../kube/endpoints.ts';
import type { FollowedRollout } from '../../kube/rollouts/followRollout.ts';
import type { Judgement } from '../judge.ts';
import type { Reader } from '../reader.ts';
import { judgeSickPods } from './judgeSickPods.ts';
import { judgeWorkload } from './judgeWorkload.ts';
import { together } from './together.ts';

const judgedPods = 5;

/** What the rules say of the pods that hold a rollout up; where some were not even made, of the workload itself. */
export async function judgeProgress(
  reader: Reader,
  { ended, workload, current, because, state }: FollowedRollout,
  asOf: number,
): Promise<Judgement> {
  if (ended === 'settled' || ended === 'held' || ended === 'deleting' || ended === 'gone') return nothing;
  const { namespace } = workload.object.metadata ?? {};
  const first = because.by === 'pod' ? [because.trouble.pod] : [];
  const sick = [...first, ...current.filter((pod) => !isReadyPod(pod) && !first.includes(pod))].slice(0, judgedPods);
  // Beside pods that are sick others may be refused: by a quota, or by a webhook
  const isRefused = because.by === 'refused' || state.refused !== undefined;
  const [ofWorkload, ofPods] = await Promise.all([
    isRefused || sick.length === 0 ? judgeWorkload(reader, workload, asOf) : nothing,
    sick.length > 0 ? judgeSickPods(reader, sick, { namespace, asOf }) : nothing,
  ]);
  return together(ofWorkload, ofPods);
}

const nothing: Judgement = { findings: [], gaps: [] };
