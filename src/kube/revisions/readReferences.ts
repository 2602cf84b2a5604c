import type { Gap } from '../../core/gap.ts';
import type { JsonObject } from '../../core/json.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { Cluster } from '../../core/ports.ts';
import { timeText } from '../../core/timeText.ts';
import { configMap } from '../kinds/configMap.ts';
import { secret } from '../kinds/secret.ts';
import { oncePerKind } from '../oncePerKind.ts';
import { wholeKind } from '../wholeKind.ts';
import { wholeObject } from '../wholeObject.ts';
import { contentHash } from './contentHash.ts';
import { contentThen, lastContentWrite, type ContentThen } from './contentThen.ts';
import type { ConfigReference } from './referencesOf.ts';

/** A ConfigMap or Secret of two revisions, as it is now, and what is known of it then. */
export interface ReadReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** `unknown`: it could not be read, and a gap says why. */
  readonly state: 'found' | 'missing' | 'unknown';
  /** Of ConfigMaps: a salted hash of what it holds now. */
  readonly contentHash?: string;
  /** RFC 3339 */
  readonly lastWrittenAt?: string;
  /** The program that wrote it. */
  readonly by?: string;
  /** When the older revision was made; absent: that revision does not refer to it. */
  readonly before?: ContentThen;
  /** When the newer one was made. */
  readonly after?: ContentThen;
}

/** Each is a read of its own. */
const most = 10;

/** Nothing that a Secret holds leaves the server. */
const secretMetadata = oncePerKind<JsonObject>(({ kind, group, versions, resource, namespaced }) => ({
  kind,
  group,
  versions,
  resource,
  namespaced,
  getAs: 'metadata',
  project: (raw) => ({ metadata: wholeObject(raw).metadata }),
}))(secret);

/** When each of the two revisions was made, RFC 3339. */
interface Made {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export async function readReferences(
  cluster: Cluster,
  namespace: string,
  wanted: readonly ConfigReference[],
  made: Made,
  signal: AbortSignal,
): Promise<{ readonly references: readonly ReadReference[]; readonly leftOut: number; readonly gaps: readonly Gap[] }> {
  const gaps: Gap[] = [];
  const references = await Promise.all(
    wanted.slice(0, most).map(async (one): Promise<ReadReference> => {
      const { kind, name } = one;
      try {
        const kindOf = kind === 'Secret' ? secretMetadata : wholeKind(configMap);
        const object = await cluster.get(kindOf, { namespace, name }, signal);
        return { kind, name, state: 'found', ...contentOf(one, object, cluster.salt), ...thenOf(one, object, made) };
      } catch (error) {
        if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
        const isMissing = error.facts.code === 'not_found';
        if (!isMissing) gaps.push(gapOf(error, `${kind} ${name}: what it holds, and since when`));
        return { kind, name, state: isMissing ? 'missing' : 'unknown', ...notKnown(one) };
      }
    }),
  );
  return { references, leftOut: Math.max(0, wanted.length - most), gaps };
}

function contentOf({ kind }: ConfigReference, object: JsonObject, salt: string): Partial<ReadReference> {
  const last = lastContentWrite(object);
  return {
    ...(kind === 'ConfigMap' ? { contentHash: contentHash(object, salt) } : {}),
    ...(last === undefined ? {} : { lastWrittenAt: timeText(last.at) }),
    ...(last?.by === undefined ? {} : { by: last.by }),
  };
}

function thenOf({ before, after }: ConfigReference, object: JsonObject, made: Made): Partial<ReadReference> {
  return {
    ...(before ? { before: contentThen(object, made.before) } : {}),
    ...(after ? { after: contentThen(object, made.after) } : {}),
  };
}

function notKnown({ before, after }: ConfigReference): Partial<ReadReference> {
  const then = 'content then: not known';
  return { ...(before ? { before: then } : {}), ...(after ? { after: then } : {}) };
}
