import type { Namespace } from '../../kube/kinds/namespace.ts';
import type { ResourceQuota } from '../../kube/kinds/resourceQuota.ts';
import type { HealthLevel } from '../../kube/podHealth.ts';
import { quantity } from '../../kube/quantity.ts';
import type { JudgedPod } from '../../kube/judgedPod.ts';
import { ageSecondsOf } from './objectList.ts';

export interface QuotaUse {
  readonly quota: string;
  readonly resource: string;
  readonly used: string;
  readonly hard: string;
  /** Of the hard limit; absent for a hard 0. */
  readonly usedPercent?: number;
}

export interface PodCounts {
  readonly total: number;
  readonly critical: number;
  readonly warning: number;
  readonly starting: number;
}

export interface NamespaceRow {
  readonly name: string;
  readonly level: HealthLevel;
  readonly phase: string;
  /** The levels of its pod-security.kubernetes.io labels: `enforce`, `audit`, `warn`. */
  readonly podSecurity: Readonly<Record<string, string>>;
  /** The fullest three; absent where quotas could not be read. */
  readonly quotas?: readonly QuotaUse[];
  /** Absent where its pods could not be read. */
  readonly pods?: PodCounts;
  readonly ageSeconds: number;
}

export interface NamespacesData {
  readonly namespaces: readonly NamespaceRow[];
  /** How many findings there are, where not all are given. */
  readonly findingCount?: number;
}

export const noPods: PodCounts = { total: 0, critical: 0, warning: 0, starting: 0 };

export function podCounts(pods: readonly JudgedPod[]): ReadonlyMap<string, PodCounts> {
  const counts = new Map<string, PodCounts>();
  for (const { pod, level } of pods) {
    const { total, critical, warning, starting } = counts.get(pod.namespace) ?? noPods;
    counts.set(pod.namespace, {
      total: total + 1,
      critical: critical + (level === 'critical' ? 1 : 0),
      warning: warning + (level === 'warning' ? 1 : 0),
      starting: starting + (level === 'starting' ? 1 : 0),
    });
  }
  return counts;
}

/** By its pods; a namespace that is being deleted is quiet, its pods go with it. */
export function levelOf({ metadata }: Namespace, pods: PodCounts = noPods): HealthLevel {
  if (metadata?.deletionTimestamp !== undefined) return 'quiet';
  return pods.critical > 0 ? 'critical' : pods.warning > 0 ? 'warning' : 'ok';
}

const shownQuotas = 3;

/** The fullest resources of each namespace. */
export function quotaUses(quotas: readonly ResourceQuota[]): ReadonlyMap<string, readonly QuotaUse[]> {
  const byNamespace = new Map<string, QuotaUse[]>();
  for (const { metadata, status } of quotas)
    for (const [resource, hard] of Object.entries(status?.hard ?? {})) {
      const used = status?.used?.[resource] ?? 0;
      const limit = quantity(hard) ?? 0;
      const uses = byNamespace.get(metadata?.namespace ?? '') ?? [];
      byNamespace.set(metadata?.namespace ?? '', uses);
      uses.push({
        quota: metadata?.name ?? '',
        resource,
        used: String(used),
        hard: String(hard),
        ...(limit > 0 ? { usedPercent: Math.round(((quantity(used) ?? 0) / limit) * 100) } : {}),
      });
    }
  for (const uses of byNamespace.values()) {
    uses.sort((a, b) => (b.usedPercent ?? -1) - (a.usedPercent ?? -1) || (a.resource < b.resource ? -1 : 1));
    uses.splice(shownQuotas);
  }
  return byNamespace;
}

const securityLabel = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)$/;

export function namespaceRow(
  of: Namespace,
  level: HealthLevel,
  read: { readonly pods: PodCounts | undefined; readonly quotas: readonly QuotaUse[] | undefined },
  now: number,
): NamespaceRow {
  const { metadata, status } = of;
  return {
    name: metadata?.name ?? '',
    level,
    phase: status?.phase ?? (metadata?.deletionTimestamp === undefined ? 'Active' : 'Terminating'),
    podSecurity: Object.fromEntries(
      Object.entries(metadata?.labels ?? {}).flatMap(([key, value]) => {
        const mode = securityLabel.exec(key)?.[1];
        return mode === undefined ? [] : [[mode, value]];
      }),
    ),
    ...(read.quotas === undefined ? {} : { quotas: read.quotas }),
    ...(read.pods === undefined ? {} : { pods: read.pods }),
    ageSeconds: ageSecondsOf(of, now),
  };
}
