import type { Evidence, Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { age } from '../../kube/age.ts';
import { isFinished } from '../../kube/endpoints.ts';
import { node as nodeKind, type Node } from '../../kube/kinds/node.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { absenceOf } from '../../kube/nodeAbsence.ts';
import { toleratedSeconds } from '../../kube/toleratedSeconds.ts';
import { explainedByPod } from './explainedByPod.ts';

/** What the taint controller is given beyond the pod's toleration, in milliseconds. */
const slack = 60_000;

/**
 * A pod stays bound to a node whose object is gone until the pod garbage collector removes it, and to one that does not answer where
 * the node controller has halted evictions, as it does when most nodes of a zone fail at once.
 */
export const nodeLost = defineRule({
  id: 'pod/node-lost',
  stage: 'node',
  severity: 'critical',
  explains: explainedByPod,
  speaks:
    'A pod is bound to a node that does not exist or has not been ready for longer than the pod tolerates, or its phase is Unknown.',
  silent:
    'Finished pods; pods that are being deleted (pod/stuck-terminating); pods without a node; pods within their toleration (300 s, unless said otherwise), and those that tolerate it for ever, as of a DaemonSet.',
  needs: { pods: list(podKind), nodes: list(nodeKind, 'cluster') },
  uses: {},
  judge({ pods, nodes, now }) {
    const byName = new Map(nodes.map((one) => [one.metadata?.name, one]));
    return pods.flatMap((one): readonly Finding[] => {
      const name = one.spec?.nodeName ?? '';
      if (name === '' || isFinished(one) || one.metadata?.deletionTimestamp !== undefined) return [];
      const found = byName.get(name);
      const lost = found === undefined ? nodeGone(one, name) : (unknownPhase(one) ?? notReady(one, found, now));
      if (lost === undefined) return [];
      return [{ rule: 'pod/node-lost', severity: 'critical', object: refOf(podKind, one), ...lost }];
    });
  },
});

interface Lost {
  readonly message: string;
  readonly evidence: Evidence[];
  readonly remedy: string;
}

function nodeGone(one: Pod, name: string): Lost {
  const object = refOf(podKind, one);
  return {
    message: `The pod is bound to node ${name}, which does not exist.`,
    evidence: [{ object, path: 'spec.nodeName', value: name }],
    remedy: `Delete pod ${object.name}, so that its controller makes another one on a node that is there.`,
  };
}

/** Servers set the phase no more since 1.5; virtual nodes still do, and NodeLost is the node controller's word of old. */
function unknownPhase(one: Pod): Lost | undefined {
  const { phase, reason, message = '' } = one.status ?? {};
  if (phase !== 'Unknown' && reason !== 'NodeLost') return undefined;
  const object = refOf(podKind, one);
  const node = one.spec?.nodeName ?? '';
  return {
    message: `What the pod does is not known (${phase === 'Unknown' ? phase : 'NodeLost'}): node ${node} does not tell${message === '' ? '' : `; ${message.replace(/\.$/, '')}`}.`,
    evidence: [
      phase === 'Unknown'
        ? { object, path: 'status.phase', value: phase }
        : { object, path: 'status.reason', value: reason },
      { object, path: 'spec.nodeName', value: node },
    ],
    remedy: `See whether node ${node} is up and its kubelet runs; if it is gone for good, delete the node.`,
  };
}

function notReady(one: Pod, node: Node, now: number): Lost | undefined {
  const absence = absenceOf(node);
  if (absence?.since === undefined) return undefined;
  const tolerated = toleratedSeconds(one, absence.taint);
  const lasted = now - absence.since;
  if (tolerated === undefined || lasted < tolerated * 1000 + slack) return undefined;
  const object = refOf(podKind, one);
  const { name } = refOf(nodeKind, node);
  return {
    message: `The pod is bound to node ${name}, which is not ready for ${age(lasted)} (${absence.text}), longer than the ${age(tolerated * 1000)} that the pod tolerates; nobody has taken it away.`,
    evidence: [
      { object: refOf(nodeKind, node), path: absence.path, value: absence.value },
      { object, path: 'spec.nodeName', value: name },
    ],
    remedy: `Bring node ${name} back. If its machine is gone, delete the node (or taint it node.kubernetes.io/out-of-service:NoExecute, which frees the volumes too): its pods are then made elsewhere.`,
  };
}
