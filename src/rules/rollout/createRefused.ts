import { defineRule, list } from '../../core/rule.ts';
import { conditionOf } from '../../kube/conditions.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** The server does not let the ReplicaSet make its pods. The words of the condition's message tell who refused. */
const refusers: readonly { readonly words: RegExp; readonly who: string; readonly remedy: string }[] = [
  {
    words: /exceeded quota|failed quota|must specify (limits|requests)/,
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
    who: 'a service account that is missing',
    remedy: 'Create the service account, or name another in the template.',
  },
  {
    words: /(minimum|maximum) (memory|cpu|ephemeral-storage).* usage per|LimitRange/,
    who: 'a limit range',
    remedy: 'Bring the requests and limits of the template within the limit range.',
  },
];

export const createRefused = defineRule({
  id: 'rollout/create-refused',
  stage: 'admission',
  severity: 'critical',
  explains: ['rollout/deadline-exceeded', 'rollout/stuck', 'service/no-ready-endpoints'],
  speaks:
    'The condition ReplicaFailure of a Deployment is True; tells quota, limit range, Pod Security, webhook, policy and service account apart.',
  silent: 'Deployments whose pods are made.',
  needs: { deployments: list(deployment) },
  uses: {},
  judge({ deployments }) {
    return deployments.flatMap((one) => {
      const conditions = one.status?.conditions;
      const failure = conditionOf(conditions, 'ReplicaFailure');
      if (failure?.status !== 'True') return [];
      const object = refOf(deployment, one);
      const text = failure.message ?? '';
      const refuser = refusers.find(({ words }) => words.test(text));
      const said = text === '' ? 'no reason is given' : text;
      return [
        {
          rule: 'rollout/create-refused',
          severity: unlessDeleted(one, 'critical'),
          object,
          message: `Pods are not created: ${refuser === undefined ? '' : `refused by ${refuser.who}; `}${said}`,
          evidence: [{ object, path: `status.conditions[${conditions?.indexOf(failure) ?? 0}].message`, value: text }],
          remedy: refuser?.remedy ?? `Mend what the message names; the events of its ReplicaSet say the same.`,
        },
      ];
    });
  },
});
