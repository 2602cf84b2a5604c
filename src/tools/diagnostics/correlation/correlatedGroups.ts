import type { Finding } from '../../../core/finding.ts';
import { featureText } from '../../../kube/correlation/feature.ts';
import { podsOf } from '../../../kube/correlation/unit.ts';
import { causeByPod } from '../causeByPod.ts';
import type { Failure } from './failure.ts';
import type { SharedCause } from './sharedCauses.ts';
import { secondsBetween } from '../../../kube/secondsBetween.ts';

/** Failing pods of one workload that fail in the same way and of the same shared cause. */
export interface CorrelatedGroup {
  readonly namespace: string;
  /** `Deployment/cart`; `none` for pods that nobody manages. */
  readonly owner: string;
  /** kubectl's STATUS; `not created` for pods that the server refuses. */
  readonly status: string;
  readonly level: 'critical' | 'warning';
  readonly pods: number;
  /** Some of them; none where they were not created. */
  readonly names: readonly string[];
  /** `node node-3`; absent where nothing is known that they share with others. */
  readonly shares?: string;
  /** What a rule or the server says of the first of them. */
  readonly because?: string;
  /** Since the first of them began to fail. */
  readonly secondsAgo?: number;
}

const named = 2;
const longest = 160;

/** Those of a shared cause first, in the order of the causes; then the most pods. */
export function correlatedGroups(
  failures: readonly Failure[],
  causes: readonly SharedCause[],
  findings: readonly Finding[],
  now: number,
): readonly CorrelatedGroup[] {
  const known = causeByPod(findings);
  const sharedBy = new Map(causes.flatMap((cause) => cause.failures.map((one) => [one, cause] as const)));
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const { namespace, owner } = failure;
    const place = causes.findIndex((one) => one === sharedBy.get(failure));
    const key = [place === -1 ? causes.length : place, namespace, owner, statusOf(failure)].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [failure]);
    else group.push(failure);
  }
  return [...groups.values()].flatMap((members): CorrelatedGroup[] => {
    const [first] = members;
    if (first === undefined) return [];
    const cause = sharedBy.get(first);
    const because = first.missing?.message ?? known.get(first.unit.id)?.message;
    const began = members.flatMap(({ beganAt }) => beganAt ?? []);
    return [
      {
        namespace: first.namespace,
        owner: first.owner,
        status: statusOf(first),
        level: members.some(({ judged }) => judged?.level !== 'warning') ? 'critical' : 'warning',
        pods: podsOf(members.map(({ unit }) => unit)),
        names: members.slice(0, named).flatMap(({ judged }) => judged?.pod.name ?? []),
        ...(cause === undefined ? {} : { shares: featureText(cause.feature) }),
        ...(because === undefined ? {} : { because: shortened(because) }),
        ...(began.length === 0 ? {} : { secondsAgo: secondsBetween(Math.min(...began), now) }),
      },
    ];
  });
}

function statusOf({ judged }: Failure): string {
  if (judged === undefined) return 'not created';
  const { pod, note } = judged;
  return note === undefined ? pod.status : `${pod.status} (${note})`;
}

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
