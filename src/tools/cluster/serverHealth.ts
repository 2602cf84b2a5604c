import type { Gap } from '../../core/gap.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { Cluster } from '../../core/ports.ts';
import { isVersion } from '../../kube/isVersion.ts';
import { fields, projection, text } from '../../kube/shape.ts';

export interface ServerHealth {
  readonly version?: string;
  readonly platform?: string;
  readonly versionMilliseconds?: number;
  /** Undefined where it could not be asked. */
  readonly ready?: boolean;
  readonly readyMilliseconds?: number;
  /** What `/readyz` said is not ready. */
  readonly notReady?: string;
  readonly gaps: readonly Gap[];
}

const versionShape = projection(fields({ gitVersion: text, platform: text }));

/** `/version` and `/readyz`: both are open to everybody in a default cluster, so neither proves that the credential works. */
export async function readServerHealth(cluster: Cluster, signal: AbortSignal): Promise<ServerHealth> {
  const [version, ready] = await Promise.all([readVersion(cluster, signal), readReadiness(cluster, signal)]);
  return { ...version, ...ready, gaps: [...version.gaps, ...ready.gaps] };
}

async function readVersion(cluster: Cluster, signal: AbortSignal): Promise<ServerHealth> {
  try {
    const { json, milliseconds } = await cluster.raw('/version', { json: isVersion }, signal);
    const { gitVersion, platform } = versionShape(json);
    return {
      ...(gitVersion === undefined ? {} : { version: gitVersion }),
      ...(platform === undefined ? {} : { platform }),
      versionMilliseconds: Math.round(milliseconds),
      gaps: [],
    };
  } catch (error) {
    // The lightest of all reads: a server that does not answer it cannot be said to be there
    if (isKubeError(error) && (error.facts.code === 'timeout' || error.facts.code === 'unreachable')) throw error;
    return { gaps: [gapUnlessDeciding(error, 'the version of the server')] };
  }
}

async function readReadiness(cluster: Cluster, signal: AbortSignal): Promise<ServerHealth> {
  try {
    const { milliseconds, body } = await cluster.raw('/readyz', {}, signal);
    if (!/^ok\b/.test(body)) return { gaps: [strangeReadiness] };
    return { ready: true, readyMilliseconds: Math.round(milliseconds), gaps: [] };
  } catch (error) {
    const checks = isKubeError(error) && (error.facts.status ?? 0) >= 500 ? failedChecks(error.facts.detail) : [];
    if (checks.length > 0) return { ready: false, notReady: checks.join(', '), gaps: [] };
    return { gaps: [gapUnlessDeciding(error, 'the readiness of the server (/readyz)')] };
  }
}

/** The API server says `ok`: anything else comes from a page in between. */
const strangeReadiness: Gap = {
  wanted: 'the readiness of the server (/readyz)',
  because: 'unsupported',
  hint: 'what answers there does not say ok: is a proxy or a login page between here and the API server?',
};

/**
 * `[-]etcd failed: reason withheld`: the failed checks of a `/readyz` body, one line for each. Without any it is not the server that
 * says that it is not ready: what failed is the asking.
 */
function failedChecks(body: string): readonly string[] {
  return [...body.matchAll(/\[-\](\S+)/g)].map(([, check]) => check ?? '');
}

/** A read that fails leaves a gap; with a dead credential there is no answer to give. Whether the server is there, `/version` decides. */
export function gapUnlessDeciding(error: unknown, wanted: string): Gap {
  if (!isKubeError(error)) throw error;
  const { code } = error.facts;
  if (code === 'unauthorized' || code === 'cancelled') throw error;
  return gapOf(error, wanted);
}
