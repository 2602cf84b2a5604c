import type { ClusterIdentity } from '../../../core/approval.ts';
import { isRecord } from '../../../core/json.ts';

/** That a person has enabled changes for a cluster. Times in milliseconds since the epoch, by this machine. */
export interface ChangeGrant extends ClusterIdentity {
  readonly since: number;
  /** Absent: until it is switched off. */
  readonly until?: number;
}

/** A clock that was set back does not make it longer. */
export function isInForce({ since, until }: ChangeGrant, now: number): boolean {
  return now >= since && (until === undefined || now < until);
}

export function isFor(grant: ChangeGrant, { context, server, authority }: ClusterIdentity): boolean {
  return grant.context === context && grant.server === server && grant.authority === authority;
}

/** As they were kept; what is not whole grants nothing. */
export function parseGrants(value: unknown): readonly ChangeGrant[] {
  return Array.isArray(value) ? value.flatMap((one) => parseGrant(one) ?? []) : [];
}

function parseGrant(value: unknown): ChangeGrant | undefined {
  if (!isRecord(value)) return undefined;
  const { context, server, authority, since, until } = value;
  if (typeof context !== 'string' || typeof server !== 'string' || typeof authority !== 'string') return undefined;
  if (typeof since !== 'number') return undefined;
  const grant = { context, server, authority, since };
  if (until === undefined) return grant;
  return typeof until === 'number' ? { ...grant, until } : undefined;
}
