import type { Finding } from '../../core/finding.ts';
import { objectPath, type ObjectRef } from '../../core/objectRef.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { controllerOf, workloadOf } from '../../kube/owners.ts';
import type { Judgement } from '../judge.ts';
import { judgeSuspects } from '../judgeSuspects.ts';
import { objectsOf } from '../rank.ts';
import type { Reader } from '../reader.ts';
import { kindsAside } from './kindsAside.ts';
import { podRules } from './podRules.ts';

/**
 * Every rule about pods over a few of them, with what they refer to, who made them and where they run: one wave. Findings about
 * anything else of their namespaces are left out.
 */
export async function judgeSickPods(
  reader: Reader,
  pods: readonly Pod[],
  { namespace, asOf }: { readonly namespace: string | undefined; readonly asOf: number },
): Promise<Judgement> {
  const suspected = { namespace, asOf, fewNamespaces: 1, ...kindsAside(pods) };
  const judged = await judgeSuspects(reader, podKind, pods, podRules, suspected);
  const near = new Set(pods.flatMap(around).map(objectPath));
  return { ...judged, findings: judged.findings.filter((finding) => isNear(finding, near)) };
}

/** The pod, who made it, and its node. */
function around(pod: Pod): readonly ObjectRef[] {
  const node = pod.spec?.nodeName;
  return [
    refOf(podKind, pod),
    ...[controllerOf(pod), workloadOf(pod)].flatMap((owner) => owner ?? []),
    ...(node === undefined ? [] : [{ apiVersion: 'v1', kind: 'Node', name: node }]),
  ];
}

function isNear(finding: Finding, near: ReadonlySet<string>): boolean {
  return objectsOf(finding).some((object) => near.has(objectPath(object)));
}
