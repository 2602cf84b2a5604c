import { judgePods, type JudgedPod } from '../../kube/judgedPod.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { podSummary, type PodSummary } from '../../kube/podSummary.ts';
import type { Turns } from './turns.ts';

export interface PodJudged {
  readonly pod: Pod;
  readonly judged: JudgedPod;
}

/** How every pod does by itself, whatever rules say of it. */
export async function podsJudged(pods: readonly Pod[], now: number, turns: Turns): Promise<readonly PodJudged[]> {
  const summaries: PodSummary[] = [];
  for (const pod of pods) {
    await turns.rest();
    summaries.push(podSummary(pod));
  }
  const judged = judgePods(summaries, summaries, now);
  return pods.flatMap((pod, index) => {
    const one = judged[index];
    return one === undefined ? [] : [{ pod, judged: one }];
  });
}
