import type { Evidence, Finding, Severity } from '../../core/finding.ts';
import { defineRule, list, type Stage } from '../../core/rule.ts';
import { conditionPath, isTrue } from '../../kube/conditions.ts';
import { node as nodeKind, type Node } from '../../kube/kinds/node.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { controllerOf } from '../../kube/owners.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { explainedByPod } from './explainedByPod.ts';
import { replacedIn } from './replacedIn.ts';

export interface FailedFacts {
  readonly pod: Pod;
  readonly name: string;
  readonly reason: string;
  /** Text of the cluster, without its last full stop; empty where nothing was told. */
  readonly said: string;
  readonly node: string;
}

export interface FailedPodRule {
  readonly id: string;
  readonly stage: Stage;
  readonly speaks: string;
  readonly silent: string;
  applies(facts: FailedFacts): boolean;
  message(facts: FailedFacts): string;
  remedy(facts: FailedFacts): string;
  /** Conditions of its node that, where they are True still, are why it ended. */
  readonly nodeConditions?: readonly string[];
  /** More fields of the pod that matter. */
  readonly evidence?: (facts: FailedFacts) => readonly { readonly path: string; readonly value: unknown }[];
}

/** A rule about pods that ended as a whole, for a reason that `status.reason` names; such a pod does not run again. */
export function failedPodRule(rule: FailedPodRule) {
  const { id, stage, speaks, silent } = rule;
  return defineRule({
    id,
    stage,
    severity: 'critical',
    explains: explainedByPod,
    // One that nobody has replaced is the only trace of what is missing
    fix: { tool: 'delete_kubernetes_resource', severity: 'info' },
    speaks,
    silent,
    needs: { pods: list(podKind) },
    uses: { nodes: list(nodeKind, 'cluster') },
    judge: ({ pods, nodes }) =>
      pods.flatMap((pod): readonly Finding[] => {
        if (pod.status?.phase !== 'Failed') return [];
        const facts = factsOf(pod);
        if (!rule.applies(facts)) return [];
        const object = refOf(podKind, pod);
        const own = (rule.evidence?.(facts) ?? []).map((one): Evidence => ({ object, ...one }));
        return [
          {
            rule: id,
            severity: severityOf(pod, replacedIn(pods)),
            object,
            message: rule.message(facts),
            evidence: [
              { object, path: 'status.reason', value: facts.reason },
              ...toldBy(facts, object),
              ...own,
              ...ofNode(rule, facts, nodes),
            ],
            remedy: rule.remedy(facts),
            // The pod tells; its node adds whether the cause lasts
            confidence: 1,
          },
        ];
      }),
  });
}

function factsOf(pod: Pod): FailedFacts {
  const { reason = '', message = '' } = pod.status ?? {};
  const said = message.trim().replace(/\.$/, '');
  return { pod, name: pod.metadata?.name ?? '', reason, said, node: pod.spec?.nodeName ?? '' };
}

function toldBy({ pod, node }: FailedFacts, object: Evidence['object']): readonly Evidence[] {
  const { message } = pod.status ?? {};
  return [
    ...(message === undefined || message === '' ? [] : [{ object, path: 'status.message', value: message }]),
    ...(node === '' ? [] : [{ object, path: 'spec.nodeName', value: node }]),
  ];
}

function ofNode({ nodeConditions = [] }: FailedPodRule, { node }: FailedFacts, nodes: readonly Node[] | undefined) {
  const found = nodeConditions.length === 0 ? undefined : nodes?.find(({ metadata }) => metadata?.name === node);
  if (found === undefined) return [];
  const conditions = found.status?.conditions;
  return nodeConditions
    .filter((type) => isTrue(conditions, type))
    .map((type): Evidence => ({
      object: refOf(nodeKind, found),
      path: conditionPath(conditions, type),
      value: 'True',
    }));
}

/** A Job makes another pod in the place of a failed one, up to its backoff limit; job/failed tells of the end of that. */
function severityOf(pod: Pod, replaced: ReadonlySet<string>): Severity {
  const { uid = '' } = pod.metadata ?? {};
  if (uid !== '' && replaced.has(uid)) return 'info';
  return unlessDeleted(pod, controllerOf(pod)?.kind === 'Job' ? 'warning' : 'critical');
}
