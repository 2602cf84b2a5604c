import type { Reads } from '../../core/tool.ts';
import { sickPods } from '../../kube/deploymentPods.ts';
import { isReadyPod } from '../../kube/endpoints.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import type { FollowedRollout } from '../../kube/rollouts/followRollout.ts';
import type { Judgement } from '../judge.ts';
import type { Reader } from '../reader.ts';
import { judgeSickPods } from './judgeSickPods.ts';
import { judgeWorkload, workloadRuleReads } from './judgeWorkload.ts';
import { podRuleReads } from './podRules.ts';
import { together } from './together.ts';

/** What it reads, besides the pods. */
export const progressReads: readonly Reads[] = [
  ...podRuleReads,
  ...workloadRuleReads.filter(({ kind }) => kind !== podKind && !podRuleReads.some((read) => read.kind === kind)),
];

const judgedPods = 5;

/** What the rules say of the pods that hold a rollout up; where some were not even made, of the workload itself. */
export async function judgeProgress(
  reader: Reader,
  { ended, workload, pods = [], current, because, state }: FollowedRollout,
  asOf: number,
): Promise<Judgement> {
  if (ended === 'settled' || ended === 'held' || ended === 'deleting' || ended === 'gone') return nothing;
  const { namespace } = workload.object.metadata ?? {};
  const first = because.by === 'pod' ? [because.trouble.pod] : [];
  const waiting = current.filter((pod) => !isReadyPod(pod));
  // Where none of the new are made, the old ones are what serves
  const sick = [...new Set([...first, ...waiting, ...sickPods(pods, asOf)])].slice(0, judgedPods);
  // Beside pods that are sick others may be refused, by a quota or by a webhook: of a StatefulSet and a DaemonSet only events tell
  const isRefused = because.by === 'refused' || state.refused !== undefined || state.made < state.desired;
  const [ofWorkload, ofPods] = await Promise.all([
    isRefused || sick.length === 0 ? judgeWorkload(reader, workload, asOf) : nothing,
    sick.length > 0 ? judgeSickPods(reader, sick, { namespace, asOf }) : nothing,
  ]);
  return together(ofWorkload, ofPods);
}

const nothing: Judgement = { findings: [], gaps: [] };
