import type { Evidence, Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { eventRef, eventsAbout } from '../../kube/eventsAbout.ts';
import type { SeenEvent } from '../../kube/events.ts';
import { event } from '../../kube/kinds/event.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { awaitsSandbox } from '../../kube/start/awaitsSandbox.ts';
import { sandboxProblem, type SandboxProblem } from '../../kube/start/sandboxProblem.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { explainedByPod } from './explainedByPod.ts';

const reasons = new Set(['FailedCreatePodSandBox', 'NetworkNotReady']);
const afterwards = new Set(['Pulling', 'Pulled', 'Created', 'Started']);

export const sandboxFailed = defineRule({
  id: 'pod/sandbox-failed',
  stage: 'sandbox',
  severity: 'critical',
  explains: explainedByPod,
  speaks:
    'The sandbox of a pod cannot be made (FailedCreatePodSandBox, NetworkNotReady): no address left, the network plugin, the pause image or the runtime of the node, told apart.',
  silent: 'A sandbox that was made at a later try; the first minute of a pod.',
  needs: { pods: list(podKind), events: list(event) },
  uses: {},
  judge: ({ pods, events, now }) =>
    pods.flatMap((pod): readonly Finding[] => {
      if (!awaitsSandbox(pod, now)) return [];
      const object = refOf(podKind, pod);
      const failed = lastFailure(eventsAbout(events, object, pod.metadata?.uid));
      if (failed === undefined) return [];
      const node = pod.spec?.nodeName ?? '';
      const { what, remedy } = texts[sandboxProblem(failed.message)];
      const evidence: Evidence[] = [
        { object: eventRef(failed), path: 'message', value: failed.message },
        { object: eventRef(failed), path: 'reason', value: failed.reason },
        { object, path: 'spec.nodeName', value: node },
      ];
      return [
        {
          rule: 'pod/sandbox-failed',
          severity: unlessDeleted(pod, 'critical'),
          object,
          message: `The sandbox of the pod cannot be made on node ${node}: ${what}. ${essence(failed.message)}`,
          evidence,
          remedy: remedy(node),
        },
      ];
    }),
});

function lastFailure(events: readonly SeenEvent[]): SeenEvent | undefined {
  const failed = events.findLast(({ reason }) => reasons.has(reason));
  if (failed === undefined) return undefined;
  return events.some(({ reason, lastAt }) => afterwards.has(reason) && lastAt > failed.lastAt) ? undefined : failed;
}

/** Without the words that are the same each time, and the sandbox's id that is another each time. */
function essence(message: string): string {
  const said = message
    .replace(/^\(combined from similar events\): /, '')
    .replace(/^Failed to create pod sandbox: /, '')
    .replace(/^rpc error: code = \w+ desc = /, '')
    .replace(/"[0-9a-f]{64}"/g, '…')
    .trim();
  return `${said.length > shown ? `${said.slice(0, shown)}…` : said.replace(/\.$/, '')}.`;
}

const shown = 300;

const texts: Readonly<Record<SandboxProblem, { readonly what: string; readonly remedy: (node: string) => string }>> = {
  addresses: {
    what: 'no address is left for it',
    remedy: (node) =>
      `Give the network plugin a larger range (podCIDR of node ${node}, subnet, pool), run fewer pods on the node, or free addresses that pods long gone still hold.`,
  },
  network: {
    what: 'the network plugin fails',
    remedy: (node) => `See the pod of the network plugin on node ${node}, whether it runs and what its log says.`,
  },
  image: {
    what: 'the pause image of its sandbox cannot be had',
    remedy: (node) =>
      `Let node ${node} reach the registry of the pause image, or name another in the configuration of its container runtime (sandbox image).`,
  },
  runtimeHandler: {
    what: 'the node does not know the runtime that the pod asks for',
    remedy: (node) =>
      `Set up the runtime of the pod’s runtimeClassName on node ${node}, or keep such pods to nodes that have it (scheduling of the RuntimeClass).`,
  },
  runtime: {
    what: 'the container runtime of the node does not answer',
    remedy: (node) => `Restart the container runtime of node ${node}, and see its log.`,
  },
  other: {
    what: 'the container runtime says why',
    remedy: (node) => `Mend what the message names; see the log of the container runtime of node ${node}.`,
  },
};
