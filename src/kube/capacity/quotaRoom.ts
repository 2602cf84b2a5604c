import type { Pod } from '../kinds/pod.ts';
import type { PersistentVolumeClaim } from '../kinds/persistentVolumeClaim.ts';
import type { ResourceQuota } from '../kinds/resourceQuota.ts';
import { isRecord } from '../../core/json.ts';
import { effectiveLimit, effectiveRequest } from '../podRequests.ts';
import { quantity } from '../quantity.ts';

/** How many more pods a namespace admits, and what stops the next one. */
export interface QuotaRoom {
  /** Infinity where no quota counts them. */
  readonly pods: number;
  readonly by?: QuotaStop;
}

export interface QuotaStop {
  readonly quota: string;
  /** As the quota names it: `requests.cpu`. */
  readonly resource: string;
  readonly hard: string | number;
  readonly used: string | number;
  /** Of one more pod, in the base unit: cores, bytes, pieces. */
  readonly needs: number;
  /** Pods that are let in before it stops. */
  readonly pods: number;
}

/**
 * By what the quotas of a namespace say is used: a pod is made only where it leaves none of them over its hard value. `claims` are those
 * that are made with each pod. Source: PodUsageFunc and podMatchesScopeFunc in pkg/quota/v1/evaluator/core/pods.go,
 * persistent_volume_claims.go there, and checkRequest in k8s.io/apiserver/pkg/admission/plugin/resourcequota (1.36).
 */
export function quotaRoom(
  pod: Pod,
  claims: readonly PersistentVolumeClaim[],
  quotas: readonly ResourceQuota[],
): QuotaRoom {
  let room: QuotaRoom = { pods: Infinity };
  for (const quota of quotas) {
    const isOfPods = matchesScopes(pod, quota);
    // Scopes are of pods: a quota that has any counts no claims
    const isOfClaims = (quota.spec?.scopes?.length ?? 0) === 0 && quota.spec?.scopeSelector === undefined;
    for (const [resource, hard] of Object.entries(quota.status?.hard ?? quota.spec?.hard ?? {})) {
      const needs = (isOfPods ? podNeeds(pod, resource) : 0) + (isOfClaims ? claimNeeds(claims, resource) : 0);
      if (needs <= 0) continue;
      const used = quota.status?.used?.[resource] ?? 0;
      const free = (quantity(hard) ?? 0) - (quantity(used) ?? 0);
      const pods = Math.max(0, Math.floor(free / needs + hair));
      if (pods < room.pods)
        room = { pods, by: { quota: quota.metadata?.name ?? '', resource, hard, used, needs, pods } };
    }
  }
  return room;
}

/** Quotients of decimal fractions miss by a hair what they stand for. */
const hair = 1e-9;

function podNeeds(pod: Pod, resource: string): number {
  switch (resource) {
    case 'pods':
    case 'count/pods':
      return 1;
    case 'cpu':
    case 'memory':
    case 'ephemeral-storage':
      return effectiveRequest(pod, resource);
  }
  if (resource.startsWith('limits.')) return effectiveLimit(pod, resource.slice('limits.'.length));
  if (resource.startsWith('requests.') && resource !== 'requests.storage')
    return effectiveRequest(pod, resource.slice('requests.'.length));
  return resource.startsWith('hugepages-') ? effectiveRequest(pod, resource) : 0;
}

const ofClass = '.storageclass.storage.k8s.io/';

function claimNeeds(claims: readonly PersistentVolumeClaim[], resource: string): number {
  const at = resource.indexOf(ofClass);
  const counted = at === -1 ? claims : claims.filter(({ spec }) => spec?.storageClassName === resource.slice(0, at));
  const what = at === -1 ? resource : resource.slice(at + ofClass.length);
  if (what === 'persistentvolumeclaims' || what === 'count/persistentvolumeclaims') return counted.length;
  if (what !== 'requests.storage') return 0;
  return counted.reduce((sum, { spec }) => sum + (quantity(spec?.resources?.requests?.storage) ?? 0), 0);
}

function matchesScopes(pod: Pod, { spec }: ResourceQuota): boolean {
  const scopes = (spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists', values: [] }));
  return [...scopes, ...expressionsOf(spec?.scopeSelector)].every((one) => matchesScope(pod, one));
}

interface Scope {
  readonly scopeName: string;
  readonly operator: string;
  readonly values: readonly string[];
}

function expressionsOf(selector: unknown): readonly Scope[] {
  const all = isRecord(selector) && Array.isArray(selector.matchExpressions) ? selector.matchExpressions : [];
  return all.filter(isRecord).map(({ scopeName, operator, values }) => ({
    scopeName: String(scopeName),
    operator: String(operator),
    values: Array.isArray(values) ? values.map(String) : [],
  }));
}

function matchesScope(pod: Pod, { scopeName, operator, values }: Scope): boolean {
  const { spec } = pod;
  switch (scopeName) {
    case 'Terminating':
      return (spec?.activeDeadlineSeconds ?? -1) >= 0;
    case 'NotTerminating':
      return (spec?.activeDeadlineSeconds ?? -1) < 0;
    case 'BestEffort':
      return isBestEffort(pod);
    case 'NotBestEffort':
      return !isBestEffort(pod);
    case 'PriorityClass':
      return matchesClass(spec?.priorityClassName ?? '', operator, values);
    case 'CrossNamespacePodAffinity':
      return usesOtherNamespaces(pod);
    default:
      return false;
  }
}

function matchesClass(name: string, operator: string, values: readonly string[]): boolean {
  switch (operator) {
    case 'Exists':
      return name !== '';
    case 'DoesNotExist':
      return name === '';
    case 'In':
      return values.includes(name);
    default:
      return operator === 'NotIn' && !values.includes(name);
  }
}

function isBestEffort({ spec }: Pod): boolean {
  const all = [...(spec?.containers ?? []), ...(spec?.initContainers ?? []), { resources: spec?.resources }];
  return all.every(({ resources }) =>
    [resources?.requests, resources?.limits].every((amounts) => (amounts?.cpu ?? amounts?.memory) === undefined),
  );
}

function usesOtherNamespaces({ spec }: Pod): boolean {
  return [spec?.affinity?.podAffinity, spec?.affinity?.podAntiAffinity].some((one) =>
    [
      ...(one?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
      ...(one?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
    ].some((term) => (term?.namespaces?.length ?? 0) > 0 || term?.namespaceSelector !== undefined),
  );
}
