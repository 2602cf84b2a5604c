import { correlatePodIssues } from '../../src/tools/diagnostics/correlatePodIssues.ts';
import { memoryCluster } from '../support/memoryCluster.ts';
import { dice } from './correlation/dice.ts';
import { incidents } from './correlation/incidents.ts';
import { incidentWorld, type IncidentWorld } from './correlation/incidentWorld.ts';
import { addNoise } from './correlation/noise.ts';
import { worldObjects } from './correlation/worldObjects.ts';
import type { Judge, Judged } from './judge.ts';

/** In memory: who breaks a cluster himself knows what broke it, and no server has to be asked. */
export const correlation = {
  name: 'correlation',
  claim:
    'correlate_pod_issues names first what was broken in a generated cluster (node, zone, ConfigMap, image, registry, quota, webhook, disk, certificate) among unrelated failures, and names nothing where those are all that fails',
  oracle: 'who broke it',
  few: 94,
  full: 1900,
  async run(count: number, seed: number): Promise<Judged> {
    const disagreed: string[] = [];
    for (let index = 0; index < count; index++) {
      const chance = dice(seed * 100_000 + index);
      const world = incidentWorld(chance);
      const [name, incident] = incidents[index % (incidents.length + 1)] ?? ['nothing', undefined];
      const planted = incident?.(world, chance);
      addNoise(world, chance.between(0, planted === undefined ? 8 : 4), chance);
      const complaint = await complaintOf(world, planted);
      if (complaint !== undefined) disagreed.push(`case ${index}, ${name}: ${complaint}`);
    }
    return { agreed: count - disagreed.length, disagreed };
  },
} satisfies Judge;

const mostReads = 14;

async function complaintOf(world: IncidentWorld, planted: string | undefined): Promise<string | undefined> {
  const cluster = memoryCluster({ objects: worldObjects(world) });
  const outcome = await correlatePodIssues.run(cluster, {}, new AbortController().signal);
  const { data, findings } = outcome;
  const [first] = data.shared;
  if (first?.shares !== planted)
    return `not ${planted ?? 'nothing'}, but ${first?.shares ?? 'nothing'}: ${JSON.stringify(data.shared)}`;
  if (planted !== undefined && findings[0]?.rule !== 'correlation/shared-cause') return 'its finding is not the first';
  if (cluster.reads.length > mostReads) return `${cluster.reads.length} reads: ${cluster.reads.join(', ')}`;
  return undefined;
}
