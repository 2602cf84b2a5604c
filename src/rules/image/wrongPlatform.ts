import type { Evidence, Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { event } from '../../kube/kinds/event.ts';
import { node as nodeKind, type Node } from '../../kube/kinds/node.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { podContainers, type PodContainer } from '../../kube/podContainers.ts';
import { whoOf } from '../container/waitingRule.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { explainedByImage } from './explainedByImage.ts';
import { pullFindings, type PullRule } from './pullRule.ts';

const id = 'image/wrong-platform';

/** The image is there; this node cannot run it. The nodes name their platform, and are not needed to know it. */
export const wrongPlatform = defineRule({
  id,
  stage: 'image',
  severity: 'critical',
  explains: ['container/start-error', 'container/application-error', ...explainedByImage],
  speaks:
    'An image has no variant for the operating system and architecture of the node, or its program was built for others ("exec format error" at start).',
  silent: 'Containers that have started since.',
  needs: { pods: list(podKind) },
  uses: { events: list(event), nodes: list(nodeKind, 'cluster') },
  judge: ({ pods, events, nodes }) =>
    pods.flatMap((pod): readonly Finding[] => {
      if (!isSuspect(pod)) return [];
      const place = placeOf(pod, nodes);
      return [...pullFindings(pulled(place), pod, events), ...badFormats(pod, place)].map((finding) => ({
        ...finding,
        evidence: [...finding.evidence, ...place.evidence],
      }));
    }),
});

interface Place {
  /** `node-3 (linux/arm64)` */
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

function placeOf({ spec }: Pod, nodes: readonly Node[] | undefined): Place {
  const name = spec?.nodeName ?? '';
  const found = nodes?.find(({ metadata }) => metadata?.name === name);
  const { operatingSystem, architecture } = found?.status?.nodeInfo ?? {};
  if (found === undefined || architecture === undefined) return { text: name, evidence: [] };
  const text = `${name} (${operatingSystem ?? ''}/${architecture})`;
  const path = 'status.nodeInfo.architecture';
  return { text, evidence: [{ object: refOf(nodeKind, found), path, value: architecture }] };
}

function pulled(place: Place): PullRule {
  return {
    id,
    problem: 'wrongPlatform',
    speaks: '',
    silent: '',
    message: ({ who, image }) => `${who} has no image: ${image} has no variant for the platform of node ${place.text}.`,
    remedy: ({ image }) =>
      `Build ${image} for that platform too (docker buildx build --platform …), or keep the pod to nodes that it is built for (nodeSelector kubernetes.io/arch).`,
  };
}

/** A cheap look: nothing waits and nothing has ended in most pods. */
function isSuspect({ status }: Pod): boolean {
  return [status?.containerStatuses, status?.initContainerStatuses, status?.ephemeralContainerStatuses].some((all) =>
    all?.some(({ state, lastState }) => state?.running === undefined || lastState?.terminated !== undefined),
  );
}

/** The kernel says so of a script without its first line (#!) as well. Source: ENOEXEC of execve(2). */
function badFormats(pod: Pod, place: Place): readonly Finding[] {
  const object = refOf(podKind, pod);
  return podContainers(pod).flatMap((container): readonly Finding[] => {
    const told = formatError(container);
    if (told === undefined) return [];
    const { name, type, spec } = container;
    const { image = '' } = spec;
    return [
      {
        rule: id,
        severity: unlessDeleted(pod, 'critical'),
        object: { ...object, container: name },
        message: `${whoOf[type]} ${name} cannot be started: the program of ${image} is not for the platform of node ${place.text} (exec format error).`,
        evidence: [
          { object, ...told },
          { object, path: `${container.specPath}.image`, value: image },
        ],
        remedy: `Build ${image} for the platform of the node, or keep the pod to nodes that it is built for (nodeSelector kubernetes.io/arch). Where its command is a script, give it a first line like #!/bin/sh.`,
        confidence: 0.8,
      },
    ];
  });
}

function formatError({ status, statusPath }: PodContainer) {
  const { state, lastState } = status ?? {};
  if (state?.running !== undefined && status?.ready === true) return undefined;
  const messages = [
    ['state.waiting', state?.waiting?.message],
    ['state.terminated', state?.terminated?.message],
    ['lastState.terminated', lastState?.terminated?.message],
  ] as const;
  const found = messages.find(([, text]) => text !== undefined && /exec format error/i.test(text));
  return found === undefined ? undefined : { path: `${statusPath}.${found[0]}.message`, value: found[1] };
}
