import type { JsonObject } from '../../core/json.ts';
import { replicaSet } from '../kinds/replicaSet.ts';
import { refOf } from '../metadata.ts';
import { countOf, metadataOf, partOf } from './objectParts.ts';
import { changeCauseKey, type Revision } from './revision.ts';
import { templateOf } from './templateOf.ts';

export const revisionKey = 'deployment.kubernetes.io/revision';
export const revisionHistoryKey = 'deployment.kubernetes.io/revision-history';

/**
 * A Deployment's revisions out of its own ReplicaSets, by their numbers. One whose number cannot be read is left out, as kubectl does.
 * Source: Revision in pkg/util/deployment/deployment.go of kubectl; SetNewReplicaSetAnnotations in pkg/controller/deployment/util.
 */
export function deploymentRevisions(replicaSets: readonly JsonObject[]): readonly Revision[] {
  return replicaSets.flatMap((one) => revisionOf(one)).sort((a, b) => a.number - b.number);
}

function revisionOf(object: JsonObject): readonly Revision[] {
  const metadata = metadataOf(object);
  const annotations = metadata.annotations ?? {};
  const number = wholeNumber(annotations[revisionKey] ?? '0');
  if (number === undefined) return [];
  const { creationTimestamp: createdAt } = metadata;
  const changeCause = annotations[changeCauseKey] ?? '';
  const spec = partOf(object, 'spec');
  const status = partOf(object, 'status');
  return [
    {
      number,
      ref: refOf(replicaSet, { metadata }),
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(changeCause === '' ? {} : { changeCause }),
      template: templateOf(object),
      annotations,
      earlierNumbers: earlierNumbers(annotations[revisionHistoryKey]),
      pods: {
        // The server fills in 1 where replicas is left out
        wanted: spec.replicas === undefined ? 1 : countOf(spec.replicas),
        made: countOf(status.replicas),
        available: countOf(status.availableReplicas),
      },
    },
  ];
}

/** `1,4`: each rollback to it adds the number that it had. */
function earlierNumbers(history: string | undefined): readonly number[] {
  return (history ?? '').split(',').flatMap((one) => wholeNumber(one) ?? []);
}

/** As strconv.ParseInt reads it, within what a number of JavaScript can hold. */
function wholeNumber(text: string): number | undefined {
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}
