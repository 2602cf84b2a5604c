import { counted } from '../../core/counted.ts';
import { newestPods } from '../../kube/deploymentPods.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { podFault, type PodFault } from '../../kube/rollouts/podFault.ts';
import { troubleText } from '../../kube/rollouts/troubleText.ts';

/** What the pods of a workload wait for whatever pod is made of its newest template, as a warning of a restart. `pods`: its own. */
export function failingAlike(pods: readonly Pod[]): readonly string[] {
  const failing = newestPods(pods).flatMap((pod) => {
    const fault = podFault(pod);
    return fault !== undefined && isOfTemplate(fault) ? [{ pod, fault }] : [];
  });
  const [first] = failing;
  if (first === undefined) return [];
  return [
    `${counted(failing.length, 'pod')} of the workload ${failing.length === 1 ? 'fails' : 'fail'} now for a reason that a restart does not mend: ${troubleText(first)}.`,
  ];
}

const ofImage = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']);

/** A registry that is away may be back by then, and a program that ends may run next time. */
function isOfTemplate({ reason, gives }: PodFault): boolean {
  if (gives === 'never') return false;
  return gives === 'scheduler' || ofImage.has(reason) || reason === 'CreateContainerConfigError';
}
