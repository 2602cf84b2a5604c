import { objectPath, type ObjectRef } from '../../core/objectRef.ts';
import type { Reads } from '../../core/tool.ts';
import { refOf } from '../../kube/metadata.ts';
import { workloadKinds, type Workload } from '../../kube/rollouts/workload.ts';
import type { Judgement } from '../judge.ts';
import { judgeSuspects } from '../judgeSuspects.ts';
import { limitRangeRules } from '../limit-range/index.ts';
import { listNeeds } from '../listNeeds.ts';
import { quotaRules } from '../quota/index.ts';
import { objectsOf } from '../rank.ts';
import type { Reader } from '../reader.ts';
import { rolloutRules } from '../rollout/index.ts';

const ofWorkloads = [...rolloutRules, ...quotaRules, ...limitRangeRules];

/** What they read. */
export const workloadRuleReads: readonly Reads[] = [...new Set(listNeeds(ofWorkloads).map(({ kind }) => kind))].map(
  (kind) => ({ kind, verbs: ['list'] }),
);

/** What the rules say of a workload whose pods were not even made. */
export async function judgeWorkload(reader: Reader, workload: Workload, asOf: number): Promise<Judgement> {
  const { kind } = workloadKinds[workload.kind];
  const own = refOf(kind, workload.object);
  const { namespace } = own;
  const judged = await judgeSuspects(reader, kind, [workload.object], ofWorkloads, { namespace, asOf });
  const isOwn = (object: ObjectRef): boolean =>
    objectPath(object) === objectPath(own) ||
    (object.kind === 'ReplicaSet' && object.namespace === namespace && object.name.startsWith(`${own.name}-`)) ||
    // Recorders name an event after its object (client-go/tools/record, tools/events)
    (object.kind === 'Event' && object.namespace === namespace && object.name.startsWith(`${own.name}.`));
  return { ...judged, findings: judged.findings.filter((finding) => objectsOf(finding).some(isOwn)) };
}
