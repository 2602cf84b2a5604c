import type { Gap } from '../../core/gap.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { Cluster } from '../../core/ports.ts';
import { pod } from '../kinds/pod.ts';
import type { Witness } from './availability.ts';
import { currentRevisionWitness } from './currentRevisionWitness.ts';
import type { RevisionHistory } from './history.ts';
import { journalWitness } from './journalWitness.ts';
import { metadataOf } from './objectParts.ts';
import { podsWitness } from './podsWitness.ts';
import { selectedBy } from './readHistory.ts';
import { replicasWitness } from './replicasWitness.ts';
import { rolloutWitness } from './rolloutWitness.ts';

interface Witnesses {
  readonly witnesses: readonly Witness[];
  readonly gaps: readonly Gap[];
}

/** Who may know whether the revisions were ever available. Pods are read where no ReplicaSet counts them; without them it is a gap. */
export async function readWitnesses(
  cluster: Cluster,
  history: RevisionHistory,
  signal: AbortSignal,
): Promise<Witnesses> {
  const { uid = '' } = metadataOf(history.owner);
  const [ours, now] = await Promise.all([
    cluster.witnessed?.({ server: cluster.connection.server, uid, salt: cluster.salt }),
    readNow(cluster, history, signal),
  ]);
  // Who sees it now is heard before who saw it once
  const known = [rolloutWitness(history), replicasWitness(history), currentRevisionWitness(history)];
  return {
    witnesses: [...now.witnesses, ...known, journalWitness(ours?.seen ?? [], cluster.salt)],
    gaps: [...now.gaps, ...(ours?.gaps ?? [])],
  };
}

/** What is read of its pods. */
async function readNow(cluster: Cluster, history: RevisionHistory, signal: AbortSignal): Promise<Witnesses> {
  if (history.kind === 'Deployment') return { witnesses: [], gaps: [] };
  const { uid, namespace = '' } = metadataOf(history.owner);
  try {
    const { items } = await cluster.list(pod, { namespace, ...selectedBy(history.owner) }, signal);
    const own = items.filter(({ metadata }) => metadata?.ownerReferences?.some((owner) => owner.uid === uid) === true);
    return { witnesses: [podsWitness(own)], gaps: [] };
  } catch (error) {
    if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
    return { witnesses: [], gaps: [gapOf(error, `pods in ${namespace}: which revisions are ready now`)] };
  }
}
