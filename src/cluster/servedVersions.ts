import { isRecord } from '../core/json.ts';
import { resourceName, type Kind } from '../core/kind.ts';
import { KubeError, isKubeError } from '../core/kubeError.ts';
import type { Place } from './place.ts';

/** What discovery said of a group: the versions served, or that it could not be asked. */
export type ServedVersions = readonly string[] | 'unknown';

/** An APIGroup tells its versions. */
export function hasVersions({ versions }: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(versions) && versions.every(isRecord);
}

/** @param read the APIGroup at `/apis/<group>` */
export async function servedVersionsOf(read: Promise<Record<string, unknown>>): Promise<ServedVersions> {
  try {
    const { versions } = await read;
    if (!Array.isArray(versions)) return 'unknown';
    return versions.filter(isRecord).flatMap(({ version }) => (typeof version === 'string' ? [version] : []));
  } catch (error) {
    if (!isKubeError(error)) throw error;
    if (error.facts.code === 'not_found') return [];
    // Discovery may be refused where the kind itself may be read
    if (error.facts.code === 'forbidden') return 'unknown';
    throw error;
  }
}

/**
 * The version to read a kind in: the first that we know and the server serves.
 * @throws KubeError `not_found` with `kindAbsent` where it serves none of them
 */
export function chosenVersion(kind: Kind<unknown>, served: ServedVersions, place: Place): string {
  const version = served === 'unknown' ? kind.versions[0] : kind.versions.find((one) => served.includes(one));
  if (version !== undefined) return version;
  throw new KubeError({
    ...place,
    code: 'not_found',
    status: 404,
    kindAbsent: true,
    detail: `the server does not serve ${resourceName(kind)} in ${kind.versions.join(' or ')}`,
  });
}
