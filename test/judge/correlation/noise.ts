import type { Dice } from './dice.ts';
import { minute, now, type IncidentWorld, type WorldPod } from './incidentWorld.ts';
import { configError, crashing, pullFails } from './podTroubles.ts';

/** Failures that have nothing to do with one another: each of another workload, some of one pod and some of all its pods. */
export function addNoise({ workloads, pods, configMaps }: IncidentWorld, count: number, chance: Dice): void {
  // Releases write their ConfigMaps all day long
  for (const one of configMaps)
    if (one.writtenAt < now - 24 * 60 * minute && chance.throw() < 0.2)
      one.writtenAt = now - chance.between(1, 300) * minute;
  const idle = workloads.filter((one) => pods.every((pod) => pod.workload !== one || pod.trouble === undefined));
  for (const [index, workload] of chance.some(idle, count).entries()) {
    const mine = pods.filter((pod) => pod.workload === workload);
    const sick = chance.throw() < 0.6 ? mine.slice(0, 1) : mine;
    const at = now - chance.between(6, 3000) * minute;
    for (const pod of sick) pod.trouble = trouble(pod, index, at, chance);
  }
}

function trouble({ workload, images }: WorldPod, index: number, at: number, chance: Dice): object {
  const kind = chance.between(0, 5);
  const [image = ''] = images;
  if (kind === 0) return pullFails(image, `${image}: not found`, at);
  if (kind === 1) return configError(`secret "${workload.name}-token" not found`, at);
  if (kind === 2) return crashing(at, undefined, 137);
  if (kind === 3) return crashing(at, `panic: runtime error: index out of range [${index}] with length 0`);
  if (kind === 4) return crashing(at, `dial tcp: lookup db-${workload.name}.${workload.namespace}.svc: no such host`);
  return crashing(at);
}
