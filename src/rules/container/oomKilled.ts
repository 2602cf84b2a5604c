import { endingRule, type EndFacts } from './endingRule.ts';

export const oomKilled = endingRule({
  id: 'container/oom-killed',
  cause: 'oomKilled',
  stage: 'kill',
  severity: 'critical',
  speaks:
    'The last end of a container is OOMKilled, and it or its pod has a memory limit; a warning where it has been well for a day since.',
  silent:
    'Exit code 137 with another reason; no limit at all, or a node short of memory (container/node-out-of-memory).',
  message: (facts) => {
    const { who, often, ran } = facts;
    return `${who} was killed${ran} for going over its memory limit of ${limitOf(facts).value} (OOMKilled${often === '' ? '' : `, ${often}`}).`;
  },
  remedy: (facts) =>
    `Raise ${limitOf(facts).path} above what ${facts.container.name} needs, or make it need less: find out what it holds at its peak, and tell a heap of its own (JVM, Node, Go) to stay below the limit.`,
  evidence: (facts) => [limitOf(facts)],
});

/** The container's own, else the pod's. */
function limitOf({ container, pod }: EndFacts): { readonly path: string; readonly value: string | number } {
  const own = container.spec.resources?.limits?.memory;
  if (own !== undefined) return { path: `${container.specPath}.resources.limits.memory`, value: own };
  return { path: 'spec.resources.limits.memory', value: pod.spec?.resources?.limits?.memory ?? '' };
}
