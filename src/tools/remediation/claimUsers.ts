import type { Gap } from '../../core/gap.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { Cluster } from '../../core/ports.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';

/** How many pods are named. */
const mostNamed = 5;

/**
 * The pods for which a claim that is deleted stays: each that has a node, and uses it.
 * Source: podUsesPVC in pkg/controller/volume/pvcprotection/pvc_protection_controller.go.
 */
export async function claimUsers(
  cluster: Cluster,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  finalizers: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<{ readonly warning?: string; readonly gaps: readonly Gap[] }> {
  const protection = 'kubernetes.io/pvc-protection';
  if (finalizers?.includes(protection) !== true) return { gaps: [] };
  try {
    const { items } = await cluster.list(podKind, { namespace }, signal);
    const users = items.filter((one) => uses(one, name)).map(({ metadata }) => metadata?.name ?? '');
    if (users.length === 0) return { gaps: [] };
    const more = users.length > mostNamed ? ` and ${users.length - mostNamed} more` : '';
    const [who, until] =
      users.length === 1
        ? [`Pod ${users.join('')} uses it`, 'it is gone']
        : [`Pods ${users.slice(0, mostNamed).join(', ')}${more} use it`, 'they are gone'];
    return { warning: `${who}: the claim stays Terminating until ${until} (finalizer ${protection}).`, gaps: [] };
  } catch (error) {
    if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
    return { gaps: [gapOf(error, `pods in ${namespace}: which of them use the claim`)] };
  }
}

function uses({ metadata, spec }: Pod, claim: string): boolean {
  if (spec?.nodeName === undefined || spec.nodeName === '') return false;
  return (spec.volumes ?? []).some(
    ({ name = '', persistentVolumeClaim, ephemeral }) =>
      persistentVolumeClaim?.claimName === claim ||
      (ephemeral !== undefined && `${metadata?.name ?? ''}-${name}` === claim),
  );
}
