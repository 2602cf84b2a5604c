import type { Kind } from '../core/kind.ts';
import { cronJob } from '../kube/kinds/cronJob.ts';
import { daemonSet } from '../kube/kinds/daemonSet.ts';
import { deployment } from '../kube/kinds/deployment.ts';
import { ingress } from '../kube/kinds/ingress.ts';
import { job } from '../kube/kinds/job.ts';
import { persistentVolumeClaim } from '../kube/kinds/persistentVolumeClaim.ts';
import { pod } from '../kube/kinds/pod.ts';
import { service } from '../kube/kinds/service.ts';
import { statefulSet } from '../kube/kinds/statefulSet.ts';
import type { HasMetadata } from '../kube/metadata.ts';
import { controllerOf } from '../kube/owners.ts';
import {
  cronJobState,
  daemonSetState,
  deploymentState,
  jobState,
  statefulSetState,
  type WorkloadState,
} from '../kube/workloadState.ts';
import { podRecord } from './podRecord.ts';
import { claimState, ingressState, serviceState } from './quietState.ts';
import { trackedKind, type Tracked } from './tracked.ts';
import type { Intern, TreeRecord } from './treeRecord.ts';

/** A kind of the tree, in the order of drawing: owners before what they own. */
export interface TreeFolder {
  readonly kind: Pick<Kind<unknown>, 'kind' | 'group' | 'versions' | 'resource'>;
  readonly label: string;
  readonly icon: string;
  /** Read everywhere at once, since the health of namespaces rests on it; others when their namespace is opened. */
  readonly wide: boolean;
  readonly tracked: Kind<Tracked<TreeRecord>>;
}

export function treeFolders(intern: Intern): readonly TreeFolder[] {
  const folder = <O extends HasMetadata>(
    kind: Kind<O>,
    label: string,
    icon: string,
    wide: boolean,
    stateOf: (object: O) => WorkloadState,
  ): TreeFolder => ({
    kind,
    label,
    icon,
    wide,
    tracked: trackedKind(kind, (object) => stateRecord(object, stateOf(object), intern)),
  });
  return [
    folder(deployment, 'Deployments', 'rocket', true, deploymentState),
    folder(statefulSet, 'StatefulSets', 'database', true, statefulSetState),
    folder(daemonSet, 'DaemonSets', 'server', true, daemonSetState),
    folder(cronJob, 'CronJobs', 'history', false, cronJobState),
    folder(job, 'Jobs', 'checklist', false, jobState),
    folder(service, 'Services', 'plug', false, serviceState),
    folder(ingress, 'Ingresses', 'globe', false, ingressState),
    folder(persistentVolumeClaim, 'Volumes', 'archive', false, claimState),
    {
      kind: pod,
      label: 'Pods',
      icon: 'package',
      wide: true,
      tracked: trackedKind(pod, (object) => podRecord(object, intern)),
    },
  ];
}

function stateRecord(object: HasMetadata, { words, level }: WorkloadState, intern: Intern): TreeRecord {
  const owner = controllerOf(object);
  return {
    name: object.metadata?.name ?? '',
    words: intern(words),
    detail: '',
    level,
    ...(owner === undefined ? {} : { owner: intern(`${owner.kind}/${owner.name}`) }),
  };
}
