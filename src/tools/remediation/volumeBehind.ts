import type { Gap } from '../../core/gap.ts';
import type { JsonObject } from '../../core/json.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { Cluster } from '../../core/ports.ts';
import { persistentVolume } from '../../kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';

export interface VolumeBehind {
  /** A claim of the same manifest gets another volume. */
  readonly comesBackEmpty: boolean;
  readonly warning?: string;
  readonly gaps: readonly Gap[];
}

/** What becomes of the volume of a claim that is deleted: its reclaim policy tells. */
export async function volumeBehind(cluster: Cluster, claim: JsonObject, signal: AbortSignal): Promise<VolumeBehind> {
  const name = persistentVolumeClaim.project(claim).spec?.volumeName;
  if (name === undefined || name === '') return { comesBackEmpty: false, gaps: [] };
  try {
    const { spec } = await cluster.get(persistentVolume, { name }, signal);
    const policy = spec?.persistentVolumeReclaimPolicy ?? '';
    return policy === 'Delete'
      ? {
          comesBackEmpty: true,
          warning: `Volume ${name} and its data are deleted with it (reclaim policy Delete).`,
          gaps: [],
        }
      : {
          comesBackEmpty: true,
          warning: `Volume ${name} keeps its data (reclaim policy ${policy}), and is bound again only by hand.`,
          gaps: [],
        };
  } catch (error) {
    if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
    return {
      comesBackEmpty: true,
      warning: `Whether volume ${name} and its data go with it could not be read.`,
      gaps: [gapOf(error, `persistentvolume ${name}`)],
    };
  }
}
