import type { Finding } from '../../../core/finding.ts';
import { list } from '../../../core/rule.ts';
import { isReadyPod, livePods } from '../../../kube/endpoints.ts';
import { isTrue } from '../../../kube/conditions.ts';
import { node, type Node } from '../../../kube/kinds/node.ts';
import { pod, type Pod } from '../../../kube/kinds/pod.ts';
import { judge, type Judgement } from '../../../rules/judge.ts';
import { notReady } from '../../../rules/node/notReady.ts';
import { nodeLost } from '../../../rules/pod/nodeLost.ts';
import { withReading, type Reading, type Snapshot } from '../../../rules/snapshot.ts';

/** Of many nodes that are down at once a few tell the story. */
const maxFindings = 4;

/** The nodes that the pods of the chain run on. Where pods on other nodes go on serving, the loss of one is a warning. */
export async function judgeNodes(
  pods: readonly Pod[],
  nodes: Reading<readonly Node[]>,
  snapshot: Snapshot,
): Promise<Judgement> {
  const living = livePods(pods).filter(({ spec }) => spec?.nodeName !== undefined && spec.nodeName !== '');
  if (living.length === 0) return { findings: [], gaps: [] };
  const names = new Set(living.map(({ spec }) => spec?.nodeName));
  const own: Reading<readonly Node[]> =
    nodes.state === 'read'
      ? { state: 'read', value: nodes.value.filter(({ metadata }) => names.has(metadata?.name)) }
      : nodes;
  const { findings, gaps } = await judge(
    [notReady, nodeLost],
    withReading(withReading(snapshot, list(node, 'cluster'), own), list(pod), { state: 'read', value: living }),
  );
  const up = new Set(
    (own.state === 'read' ? own.value : [])
      .filter(({ status }) => isTrue(status?.conditions, 'Ready'))
      .map(({ metadata }) => metadata?.name),
  );
  const goesOn = living.some((one) => isReadyPod(one) && up.has(one.spec?.nodeName));
  const lowered = (finding: Finding): Finding =>
    goesOn && finding.severity === 'critical' ? { ...finding, severity: 'warning' } : finding;
  return { findings: findings.slice(0, maxFindings).map(lowered), gaps };
}
