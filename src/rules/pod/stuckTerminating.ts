import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { age } from '../../kube/age.ts';
import { isFinished } from '../../kube/endpoints.ts';
import { holderOfPod, type PodHolder } from '../../kube/holderOfPod.ts';
import { node as nodeKind } from '../../kube/kinds/node.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { explainedByPod } from './explainedByPod.ts';

/** deletionTimestamp holds the grace period already; beyond it a kubelet needs seconds. */
const patience = 60_000;

export const stuckTerminating = defineRule({
  id: 'pod/stuck-terminating',
  stage: 'node',
  severity: 'critical',
  explains: explainedByPod,
  speaks:
    'A deleted pod is still there a minute past its grace period; names the finalizer, the node or the volume that holds it.',
  silent: 'Pods within their grace period. One that has ended and waits for a finalizer is information.',
  needs: { pods: list(podKind) },
  uses: { nodes: list(nodeKind, 'cluster') },
  judge: ({ pods, nodes, now }) =>
    pods.flatMap((pod): readonly Finding[] => {
      const { deletionTimestamp } = pod.metadata ?? {};
      const late = now - Date.parse(deletionTimestamp ?? '');
      if (deletionTimestamp === undefined || !(late > patience)) return [];
      const object = refOf(podKind, pod);
      const holder = holderOfPod(pod, nodes);
      return [
        {
          rule: 'pod/stuck-terminating',
          severity: isFinished(pod) ? 'info' : 'critical',
          object,
          message: `The pod was deleted and should have been gone for ${age(late)}; ${textOf(holder)}.`,
          evidence: [{ object, path: 'metadata.deletionTimestamp', value: deletionTimestamp }, ...holder.evidence],
          remedy: remedyOf(holder, object.name),
          // That it is stuck is plain; what is not read would tell of the node only
          ...(holder.kind === 'volumes' ? { confidence: 0.6 } : { confidence: 1 }),
        },
      ];
    }),
});

function textOf({ kind, names, text = '' }: PodHolder): string {
  const which = names.join(', ');
  switch (kind) {
    case 'finalizer':
      return `${names.length === 1 ? 'its finalizer' : 'its finalizers'} ${which} ${names.length === 1 ? 'holds' : 'hold'} it`;
    case 'noNode':
      return 'it has no node, and nothing else holds it';
    case 'nodeGone':
      return `its node ${which} does not exist`;
    case 'nodeAbsent':
      return `its node ${which} is not ready (${text}) and cannot say that it is gone`;
    case 'containers':
      return `${which} still ${names.length === 1 ? 'runs' : 'run'}`;
    case 'volumes':
      return `its containers have ended, so most likely a volume cannot be unmounted: ${which}`;
    case 'unknown':
      return 'its node has not said that it is gone';
  }
}

function remedyOf({ kind, names }: PodHolder, name: string): string {
  const which = names.join(', ');
  const force = `kubectl delete pod ${name} --force --grace-period=0`;
  switch (kind) {
    case 'finalizer':
      return `See that the controller of ${which} runs, so that it can clean up and take its finalizer away; taken away by hand, what it guards is left behind.`;
    case 'nodeGone':
      return `The pod garbage collector deletes it; where that does not run: ${force}.`;
    case 'nodeAbsent':
      return `Bring node ${which} back. If its machine is surely off, delete the node, or taint it node.kubernetes.io/out-of-service:NoExecute; forced away while it still runs, a pod of a StatefulSet may run twice.`;
    case 'containers':
      return `See on the node what keeps the process of ${which} from ending: input and output that hang (state D), a runtime that does not answer; then restart the container runtime.`;
    case 'volumes':
      return `See in the log of the node’s kubelet, and of the volume’s driver, why ${which} cannot be unmounted: open files, a storage server that is gone.`;
    case 'noNode':
    case 'unknown':
      return `See the log of the node’s kubelet for pod ${name}. If nothing of it runs any more: ${force}.`;
  }
}
