import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { seenEvent, type SeenEvent } from '../../kube/events.ts';
import { eventRef } from '../../kube/eventsAbout.ts';
import { event } from '../../kube/kinds/event.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { explainedByReference } from './explainedByReference.ts';
import { missingNames } from './missingNames.ts';
import { makersRead } from './referrers.ts';

/** The kubelet makes no container and mounts no volume without it. Of Secrets the names alone are read. */
export const missingSecret = defineRule({
  id: 'reference/missing-secret',
  stage: 'reference',
  severity: 'critical',
  explains: explainedByReference,
  speaks:
    'A pod or a template takes its environment or a volume from a Secret that does not exist: critical where a pod waits for it, a warning where the next one would. Says which ExternalSecret, SealedSecret or Certificate is to make it, where events tell of one.',
  silent: '`optional: true`; running pods of a workload; the first minute; pull secrets, which have their own finding.',
  needs: { pods: list(pod), secrets: list(secret) },
  uses: { ...makersRead, events: list(event) },
  judge: ({ secrets, events, ...world }) => {
    const found = missingNames(world, {
      rule: 'reference/missing-secret',
      kind: 'Secret',
      uses: ['env', 'envFrom', 'volume', 'volume-driver'],
      there: secrets,
    });
    if (found.length === 0) return found;
    const told = (events ?? []).map(seenEvent).filter(isOfMaker);
    return found.map((finding) => withMaker(finding, told));
  },
});

/** Controllers that make Secrets of these, and tell in events why they have not. Their objects are not read: few clusters have them. */
const makers: ReadonlyMap<string, string> = new Map([
  ['external-secrets.io', 'ExternalSecret'],
  ['bitnami.com', 'SealedSecret'],
  ['cert-manager.io', 'Certificate'],
]);

function isOfMaker({ object: { apiVersion, kind } }: SeenEvent): boolean {
  return makers.get(apiVersion.split('/')[0] ?? '') === kind;
}

/** By default each of them has the name of its Secret; of another name it is known where its words name the Secret. */
function withMaker(finding: Finding, told: readonly SeenEvent[]): Finding {
  const [reference] = finding.evidence;
  const name = reference?.value;
  if (typeof name !== 'string') return finding;
  const [last] = told
    .filter(({ object, message }) => object.namespace === finding.object.namespace && isOf(name, object.name, message))
    // What went wrong tells more than what was begun since
    .toSorted((a, b) => Number(b.type === 'Warning') - Number(a.type === 'Warning') || b.lastAt - a.lastAt);
  if (last === undefined) return finding;
  const { kind, name: maker } = last.object;
  return {
    ...finding,
    message: `${finding.message.replace(/\.$/, '')}. ${kind} ${maker} is to make it, and says: ${last.message.replace(/\.$/, '')}.`,
    evidence: [...finding.evidence, { object: eventRef(last), path: 'message', value: last.message }],
    remedy: `See the conditions of ${kind} ${maker}: why it has not made the Secret. One made by hand may be overwritten.`,
  };
}

function isOf(secretName: string, maker: string, message: string): boolean {
  return maker === secretName || message.split(/[^\w.-]+/).includes(secretName);
}
