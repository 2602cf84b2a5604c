import type { Kind } from '../../../core/kind.ts';
import type { Feature } from '../../../kube/correlation/feature.ts';
import { podTraits } from '../../../kube/correlation/podTraits.ts';
import { pod as podKind } from '../../../kube/kinds/pod.ts';
import { watchedPod, type WatchedPod } from '../watchedPod.ts';

/** A pod as the other tools watch it, with what it may have in common with others: of those that are well it is all that is kept. */
export interface CorrelatedPod extends WatchedPod {
  readonly traits: readonly Feature[];
}

export const correlatedPods: Kind<CorrelatedPod> = {
  ...podKind,
  project: (raw) => {
    const pod = podKind.project(raw);
    const traits = podTraits(pod.spec, pod.metadata?.namespace ?? '').map(({ feature }) => feature);
    return { ...watchedPod(pod), traits };
  },
};
