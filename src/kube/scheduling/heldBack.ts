import type { Pod } from '../kinds/pod.ts';
import { namedNodes } from './namedNodes.ts';
import { classOf, isBound, podClaims, waitsForConsumer, type PodClaim } from './podClaims.ts';
import type { SchedulingCluster, SchedulingStorage } from './schedulingCluster.ts';

/** Why no node is even looked at. */
export interface HeldBack {
  readonly by: 'gates' | 'noNodes' | 'nodeNames' | 'claim';
  /** As the scheduler's message says it; absent where it says nothing. */
  readonly counted?: string;
  readonly because: string;
  /** Of `claim`: its name, and whether it is there. */
  readonly claim?: { readonly name: string; readonly state: 'missing' | 'notMadeYet' | 'there' };
}

/** What the scheduler decides before its filters run: gates, node names that contradict each other, claims that are not ready. */
export function heldBack(pod: Pod, { nodes, storage }: SchedulingCluster): HeldBack | undefined {
  const gates = (pod.spec?.schedulingGates ?? []).map(({ name = '' }) => name);
  if (gates.length > 0)
    return { by: 'gates', because: `the scheduling gates ${gates.join(', ')} are for their owners to take away` };
  if (nodes.length === 0)
    return { by: 'noNodes', counted: 'no nodes available to schedule pods', because: 'there are no nodes' };
  if (namedNodes(pod)?.size === 0)
    return {
      by: 'nodeNames',
      counted: 'pod affinity terms conflict',
      because: 'the node names of its node affinity contradict each other',
    };
  return storage === undefined ? undefined : claimHoldsBack(pod, storage);
}

/** In the order of the plugins: a claim that is missing is found first, whatever is wrong with another one. */
function claimHoldsBack(pod: Pod, storage: SchedulingStorage): HeldBack | undefined {
  const claims = podClaims(pod, storage);
  const missing = claims.find(({ claim, ephemeral }) => claim === undefined && !ephemeral);
  if (missing !== undefined) {
    const counted = `persistentvolumeclaim "${missing.name}" not found`;
    return {
      by: 'claim',
      counted,
      because: `claim ${missing.name} does not exist`,
      claim: { name: missing.name, state: 'missing' },
    };
  }
  const [first] = claims.flatMap((one) => notReady(one) ?? []);
  if (first !== undefined) return first;
  const unbound = claims
    .flatMap(({ claim }) => claim ?? [])
    .find((claim) => !isBound(claim) && !mayWait(claim, storage));
  if (unbound === undefined) return undefined;
  const className = classOf(unbound);
  const hasClass = storage.classes.some(({ metadata }) => metadata?.name === className);
  const why =
    className === '' || hasClass ? 'is not bound to a volume' : `names class ${className}, which does not exist`;
  const name = unbound.metadata?.name ?? '';
  return {
    by: 'claim',
    ...(className === '' || hasClass ? { counted: 'pod has unbound immediate PersistentVolumeClaims' } : {}),
    because: `claim ${name} ${why}`,
    claim: { name, state: 'there' },
  };
}

/** A claim that names its volume is not the scheduler's to bind. */
function mayWait(claim: NonNullable<PodClaim['claim']>, storage: SchedulingStorage): boolean {
  return waitsForConsumer(claim, storage) && (claim.spec?.volumeName ?? '') === '';
}

/** Source: podHasPVCs in pkg/scheduler/framework/plugins/volumebinding. */
function notReady({ name, claim, ephemeral }: PodClaim): HeldBack | undefined {
  const quoted = `persistentvolumeclaim "${name}"`;
  if (claim === undefined)
    return ephemeral
      ? {
          by: 'claim',
          counted: `waiting for ephemeral volume controller to create the ${quoted}`,
          because: `claim ${name} of its ephemeral volume has not been made yet`,
          claim: { name, state: 'notMadeYet' },
        }
      : undefined;
  const volume = claim.spec?.volumeName ?? '';
  if (claim.status?.phase === 'Lost')
    return {
      by: 'claim',
      counted: `${quoted} bound to non-existent persistentvolume "${volume}"`,
      because: `claim ${name} has lost its volume ${volume}`,
      claim: { name, state: 'there' },
    };
  if (claim.metadata?.deletionTimestamp !== undefined)
    return {
      by: 'claim',
      counted: `${quoted} is being deleted`,
      because: `claim ${name} is being deleted`,
      claim: { name, state: 'there' },
    };
  return undefined;
}
