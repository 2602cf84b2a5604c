import { KubeError } from '../../core/kubeError.ts';
import { resourceName } from '../../core/kind.ts';
import type { JsonObject } from '../../core/json.ts';
import { objectPath } from '../../core/objectRef.ts';
import { currentRevision, type RevisionHistory } from '../../kube/revisions/history.ts';
import type { Revision } from '../../kube/revisions/revision.ts';
import { kindOfRolling } from '../../kube/revisions/rollingKind.ts';

/** A pod template to compare, and the revision that it is; the workload's own may not be rolled out yet. */
export interface Side {
  readonly revision?: Revision;
  readonly template: JsonObject;
}

/**
 * The two sides: by default what the workload asks for now, and the revision before it. Undefined where there is nothing before.
 * @throws KubeError `not_found` for a revision that is not kept.
 */
export function comparedSides(
  history: RevisionHistory,
  asked: { readonly from?: number; readonly to?: number },
): { readonly from: Side; readonly to: Side } | undefined {
  const to = asked.to === undefined ? now(history) : revisionOf(history, asked.to, 'to');
  const from = asked.from === undefined ? before(history, to) : revisionOf(history, asked.from, 'from');
  return from === undefined ? undefined : { from, to };
}

function now(history: RevisionHistory): Side {
  const revision = currentRevision(history);
  return revision === undefined ? { template: history.template } : sideOf(revision);
}

/** The newest of those before it: after a rollback that is the one that was left. */
function before({ revisions }: RevisionHistory, { revision: to }: Side): Side | undefined {
  const found = revisions.findLast(({ number }) => to === undefined || number < to.number);
  return found === undefined ? undefined : sideOf(found);
}

function sideOf(revision: Revision): Side {
  return { revision, template: revision.template };
}

function revisionOf({ kind, ref, revisions }: RevisionHistory, wanted: number, input: 'from' | 'to'): Side {
  const found = revisions.find(({ number }) => number === wanted);
  if (found !== undefined) return sideOf(found);
  const numbers = revisions.map(({ number }) => String(number));
  const kept = numbers.length === 0 ? 'it has no rollout history' : `it has ${numbers.join(', ')}`;
  throw new KubeError({
    code: 'not_found',
    operation: 'get',
    resource: resourceName(kindOfRolling(kind)),
    ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
    name: ref.name,
    detail: `there is no revision ${wanted}`,
    headline: `${objectPath(ref).replace('/', ' ')} has no revision ${wanted}: ${kept}.`,
    ...(numbers.length === 0 ? {} : { nearest: { input, names: numbers.toReversed().slice(0, 3) } }),
  });
}
