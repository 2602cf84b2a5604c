import type { Gap } from '../../core/gap.ts';
import type { Kind } from '../../core/kind.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { Cluster } from '../../core/ports.ts';
import { configMap } from '../../kube/kinds/configMap.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { podReferences } from '../../kube/podReferences.ts';
import { timelineKind, type TimelineObject } from '../../kube/timeline/timelineObject.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';

/** When a ConfigMap or Secret that a pod refers to was last written; what stood in it before nobody knows. */
export interface LastWrite {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly state: 'found' | 'missing';
  readonly secondsAgo?: number;
  /** The program that wrote it. */
  readonly by?: string;
  /** Written after the pod was made: what runs may have read the older content. */
  readonly sincePod?: true;
}

const kinds: Readonly<Record<LastWrite['kind'], Kind<unknown>>> = { ConfigMap: configMap, Secret: secret };

/** Each is a read. */
const most = 3;

/** Reads metadata and nothing else: no content leaves the server. */
export async function lastWrites(
  cluster: Cluster,
  pod: Pod,
  signal: AbortSignal,
): Promise<{ readonly writes: readonly LastWrite[]; readonly leftOut: number; readonly gaps: readonly Gap[] }> {
  const { namespace = '' } = pod.metadata ?? {};
  const named = podReferences(pod.spec).flatMap(({ kind, name, use }) =>
    (kind === 'ConfigMap' || kind === 'Secret') && use !== 'pull-secret' && name !== 'kube-root-ca.crt'
      ? [{ kind, name }]
      : [],
  );
  const distinct = [...new Map(named.map((one) => [`${one.kind}/${one.name}`, one])).values()];
  const gaps: Gap[] = [];
  const createdAt = Date.parse(pod.metadata?.creationTimestamp ?? '');
  const writes = await Promise.all(
    distinct.slice(0, most).map(async ({ kind, name }): Promise<readonly LastWrite[]> => {
      try {
        const object = await cluster.get(timelineKind(kinds[kind]), { namespace, name }, signal);
        return [{ kind, name, state: 'found', ...writeOf(object, createdAt, cluster.now()) }];
      } catch (error) {
        if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
        if (error.facts.code === 'not_found') return [{ kind, name, state: 'missing' }];
        gaps.push(gapOf(error, `when ${kind} ${name} was last written`));
        return [];
      }
    }),
  );
  return { writes: writes.flat(), leftOut: Math.max(0, distinct.length - most), gaps };
}

function writeOf(
  object: TimelineObject,
  createdAt: number,
  now: number,
): Pick<LastWrite, 'secondsAgo' | 'by' | 'sincePod'> {
  const entries = (object.managed?.managedFields ?? []).flatMap(({ time, manager = '' }) => {
    const at = Date.parse(time ?? '');
    return at > 0 ? [{ at, manager }] : [];
  });
  const made = Date.parse(object.metadata?.creationTimestamp ?? '');
  const [last] = entries.toSorted((a, b) => b.at - a.at);
  const at = last?.at ?? (made > 0 ? made : undefined);
  if (at === undefined) return {};
  return {
    secondsAgo: secondsBetween(at, now),
    ...(last === undefined ? {} : { by: last.manager }),
    ...(at > createdAt ? { sincePod: true } : {}),
  };
}
