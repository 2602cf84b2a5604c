import { defineRule, list } from '../../core/rule.ts';
import { createRefusals } from '../../kube/createRefusals.ts';
import { cronJob } from '../../kube/kinds/cronJob.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { event } from '../../kube/kinds/event.ts';
import { job } from '../../kube/kinds/job.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** The words of the server tell who refused. Who answers for a quota or a range has findings of its own. */
const refusers: readonly { readonly words: RegExp; readonly who: string; readonly remedy: string }[] = [
  {
    words: /exceeded quota|failed quota/,
    who: 'a resource quota',
    remedy: 'Raise the quota of the namespace, free some of it, or lower what the template requests.',
  },
  {
    words: /violates PodSecurity/,
    who: 'Pod Security admission',
    remedy: 'Set the security context that the message names, or change the enforced level of the namespace.',
  },
  {
    words: /ValidatingAdmissionPolicy/,
    who: 'an admission policy',
    remedy: 'Change the template as the policy in the message asks.',
  },
  {
    words: /admission webhook|failed calling webhook/,
    who: 'an admission webhook',
    remedy: 'Change the template as the webhook asks, or mend the webhook where it does not answer.',
  },
  {
    words: /service ?account .*not found/i,
    who: 'admission, for a service account that is missing',
    remedy: 'Create the service account, or name another in the template.',
  },
  {
    words: /no PriorityClass with name/,
    who: 'admission, for a priority class that is missing',
    remedy: 'Create the PriorityClass, or name another in the template.',
  },
  {
    words: /RuntimeClass "[^"]*" not found/,
    who: 'admission, for a runtime class that is missing',
    remedy: 'Create the RuntimeClass, or name another in the template.',
  },
  {
    words: /(minimum|maximum) \S+ usage per (Container|Pod)\b|limit to request ratio per/,
    who: 'a limit range',
    remedy: 'Bring the requests and limits of the template within the limit range.',
  },
];

export const createRefused = defineRule({
  id: 'rollout/create-refused',
  stage: 'admission',
  severity: 'critical',
  explains: [
    'rollout/deadline-exceeded',
    'rollout/stuck',
    'workload/unavailable',
    'daemonset/unavailable',
    'service/no-ready-endpoints',
  ],
  speaks:
    'The server does not let a Deployment, ReplicaSet, StatefulSet, DaemonSet, Job or CronJob make what it wants (ReplicaFailure, or FailedCreate events); tells quota, limit range, Pod Security, webhook, policy and what is missing apart.',
  silent:
    'Workloads whose pods are made, also where an earlier attempt failed; suspended ones and those scaled to zero.',
  needs: { deployments: list(deployment) },
  uses: {
    statefulSets: list(statefulSet),
    daemonSets: list(daemonSet),
    replicaSets: list(replicaSet),
    jobs: list(job),
    cronJobs: list(cronJob),
    events: list(event),
  },
  judge: (world) =>
    createRefusals(world).map(({ object: one, ref, what, message, evidence }) => {
      const refuser = refusers.find(({ words }) => words.test(message));
      const said = message === '' ? 'no reason is given' : message;
      const verb = what === 'The ReplicaSet' ? 'is' : 'are';
      return {
        rule: 'rollout/create-refused',
        severity: unlessDeleted(one, 'critical'),
        object: ref,
        message: `${what} ${verb} not created: ${refuser === undefined ? '' : `refused by ${refuser.who}; `}${said}`,
        evidence: [evidence],
        remedy: refuser?.remedy ?? 'Mend what the message names.',
      };
    }),
});
