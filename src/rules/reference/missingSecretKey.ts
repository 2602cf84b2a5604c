import { defineRule, list } from '../../core/rule.ts';
import { event } from '../../kube/kinds/event.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { explainedByReference } from './explainedByReference.ts';
import { missingKeyFindings } from './missingKeyFindings.ts';
import { makersRead } from './referrers.ts';

/** Secrets are not read for this: what the kubelet says is all that is known of their keys. */
export const missingSecretKey = defineRule({
  id: 'reference/missing-secret-key',
  stage: 'reference',
  severity: 'critical',
  explains: explainedByReference,
  speaks: 'The kubelet says that a pod waits for a key that its Secret has not.',
  silent: '`optional: true`; Secrets of which no pod waits for a key, since their data is not read; the first minute.',
  needs: { pods: list(pod) },
  uses: { ...makersRead, events: list(event) },
  judge: ({ events, ...world }) =>
    missingKeyFindings(world, { rule: 'reference/missing-secret-key', kind: 'Secret', events }),
});
