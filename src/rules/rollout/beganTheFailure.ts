import { counted } from '../../core/counted.ts';
import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { sickPods } from '../../kube/deploymentPods.ts';
import { isReadyPod } from '../../kube/endpoints.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { replicaSet, type ReplicaSet } from '../../kube/kinds/replicaSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { controllerOf } from '../../kube/owners.ts';
import { podsOfWorkload } from '../../kube/podsOfWorkload.ts';
import { templateChanges } from '../../kube/templateChanges.ts';
import { unreadyEvidence } from '../../kube/unreadyEvidence.ts';

const revisionKey = 'deployment.kubernetes.io/revision';
const hashKey = 'pod-template-hash';

/** No more changed fields than these are named. */
const shown = 5;

/** The fields that changed are named and their values are not: they may be credentials. */
export const beganTheFailure = defineRule({
  id: 'rollout/began-the-failure',
  stage: 'start',
  severity: 'info',
  fix: { tool: 'rollback_deployment' },
  speaks:
    'All pods of a Deployment that fail are of its newest revision, and pods of an earlier one are ready: names what changed.',
  silent:
    'Failing pods of several revisions; ready pods of the newest; no earlier pods; a revision that changed nothing.',
  needs: { deployments: list(deployment), pods: list(pod), replicaSets: list(replicaSet) },
  uses: {},
  judge({ deployments, pods, replicaSets, now }) {
    const revisions = byDeployment(replicaSets);
    return deployments.flatMap((one): Finding[] => {
      const object = refOf(deployment, one);
      const [newest, ...earlier] = revisions.get(`${object.namespace ?? ''}/${object.name}`) ?? [];
      const own = newest === undefined ? [] : podsOfWorkload(object, pods);
      const sick = sickPods(own, now);
      const [first] = sick;
      if (newest === undefined || first === undefined) return [];
      const hash = newest.metadata?.labels?.[hashKey];
      const ready = own.filter(isReadyPod).map(({ metadata }) => metadata?.labels?.[hashKey]);
      if (hash === undefined || ready.length === 0 || ready.includes(hash)) return [];
      if (sick.some(({ metadata }) => metadata?.labels?.[hashKey] !== hash)) return [];
      const before = earlier.find(({ metadata }) => ready.includes(metadata?.labels?.[hashKey]));
      const changes = templateChanges(before?.spec?.template, newest.spec?.template);
      if (before === undefined || changes.length === 0) return [];
      const names = changes.slice(0, shown).map(({ path }) => path);
      const more = changes.length > shown ? ` and ${counted(changes.length - shown, 'other field')}` : '';
      const set = refOf(replicaSet, newest);
      return [
        {
          rule: 'rollout/began-the-failure',
          severity: 'info',
          object,
          message: `The failure began with revision ${revisionOf(newest)}: its ${counted(sick.length, 'pod')} ${sick.length === 1 ? 'fails' : 'fail'}, those of revision ${revisionOf(before)} are ready. Changed: ${names.join(', ')}${more}.`,
          evidence: [
            { object: set, path: `metadata.annotations['${revisionKey}']`, value: String(revisionOf(newest)) },
            unreadyEvidence(first),
          ],
          remedy: `Compare the two: kubectl rollout history deployment/${object.name} --revision=${revisionOf(newest)}; kubectl rollout undo deployment/${object.name} goes back.`,
        },
      ];
    });
  },
});

/** By namespace and name of the Deployment, the newest revision first. */
function byDeployment(replicaSets: readonly ReplicaSet[]): ReadonlyMap<string, readonly ReplicaSet[]> {
  const groups = new Map<string, ReplicaSet[]>();
  for (const one of replicaSets) {
    const owner = controllerOf(one);
    if (owner?.kind !== deployment.kind) continue;
    const key = `${owner.namespace ?? ''}/${owner.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  for (const group of groups.values()) group.sort((a, b) => revisionOf(b) - revisionOf(a));
  return groups;
}

function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata?.annotations?.[revisionKey] ?? 0) || 0;
}
