import { partOf } from '../../kube/revisions/objectParts.ts';
import { availabilityOf, lastKnownGood, type Availability, type Witness } from '../../kube/revisions/availability.ts';
import { currentRevision, type RevisionHistory } from '../../kube/revisions/history.ts';
import type { Revision } from '../../kube/revisions/revision.ts';
import { templateWriters } from '../../kube/revisions/templateWriters.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject } from '../../kube/jsonObject.ts';

/** What a person chooses a revision by. */
export interface RevisionRow {
  readonly revision: number;
  /** The workload asks for this one now. */
  readonly current?: true;
  readonly lastKnownGood?: true;
  /** The ReplicaSet or ControllerRevision that keeps it. */
  readonly keptIn: string;
  /** RFC 3339; when it was first rolled out. */
  readonly madeAt?: string;
  readonly ageSeconds?: number;
  /** Numbers that it had before it was rolled back to. */
  readonly earlierNumbers?: readonly number[];
  readonly changeCause?: string;
  readonly images: readonly string[];
  /** The program that wrote the template; the API does not know a person. */
  readonly fieldManager?: string;
  readonly everAvailable: Availability['state'];
  /** What tells: `NewReplicaSetAvailable`, `2 pods available now`. */
  readonly source: string;
  /** Of Deployments. */
  readonly podsNow?: number;
}

/** The revisions as rows, ascending. */
export function revisionRows(
  history: RevisionHistory,
  witnesses: readonly Witness[],
  now: number,
): readonly RevisionRow[] {
  const current = currentRevision(history);
  const good = lastKnownGood(history.revisions, current, witnesses);
  const writers = templateWriters(history);
  return history.revisions.map((one) => {
    const { number, ref, createdAt, changeCause, earlierNumbers, template, pods } = one;
    const { state, source } = availabilityOf(one, witnesses);
    const at = Date.parse(createdAt ?? '');
    const fieldManager = writers.get(one);
    return {
      revision: number,
      ...(one === current ? { current: true } : {}),
      ...(one === good ? { lastKnownGood: true } : {}),
      keptIn: ref.name,
      ...(createdAt === undefined ? {} : { madeAt: createdAt }),
      ...(at > 0 ? { ageSeconds: secondsBetween(at, now) } : {}),
      ...(earlierNumbers.length === 0 ? {} : { earlierNumbers }),
      ...(changeCause === undefined ? {} : { changeCause }),
      images: imagesOf(template),
      ...(fieldManager === undefined ? {} : { fieldManager }),
      everAvailable: state,
      source,
      ...(pods === undefined ? {} : { podsNow: pods.made }),
    };
  });
}

export function rowOf(rows: readonly RevisionRow[], revision: Revision | undefined): RevisionRow | undefined {
  return rows.find(({ keptIn }) => keptIn === revision?.ref.name);
}

/** Of its containers, in their order. */
export function imagesOf(template: JsonObject): readonly string[] {
  const { containers } = partOf(template, 'spec');
  return (Array.isArray(containers) ? containers : []).flatMap((one: Json) =>
    isJsonObject(one) && typeof one.image === 'string' ? [one.image] : [],
  );
}
