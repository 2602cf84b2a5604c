import type { Kind } from '../core/kind.ts';
import { label, type Label } from '../core/label.ts';
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
import { podSubjects } from './podSubject.ts';
import { claimState, ingressState, serviceState } from './quietState.ts';
import { cronJobSubject, entrySubject, jobSubject, makerSubject } from './subjects.ts';
import { trackedKind, type Tracked } from './tracked.ts';
import { interner, type TreeRecord } from './treeRecord.ts';

/** A kind of the tree, in the order of drawing: owners before what they own. */
export interface TreeFolder {
  readonly kind: Pick<Kind<unknown>, 'kind' | 'group' | 'versions' | 'resource'>;
  readonly label: Label;
  readonly icon: string;
  /** Without it a namespace cannot be said to do well. */
  readonly vital: boolean;
  readonly tracked: Kind<Tracked<TreeRecord>>;
}

interface Drawn<O> {
  readonly kind: Kind<O>;
  readonly label: Label;
  readonly icon: string;
  readonly vital?: true;
  readonly stateOf: (object: O) => WorkloadState;
  /** What rules read of it. */
  readonly subjectOf?: (object: O) => HasMetadata;
}

export function treeFolders(): readonly TreeFolder[] {
  const intern = interner();
  const subjectOfPod = podSubjects();
  const folder = <O extends HasMetadata>(drawn: Drawn<O>): TreeFolder => ({
    kind: drawn.kind,
    label: drawn.label,
    icon: drawn.icon,
    vital: drawn.vital === true,
    tracked: trackedKind(drawn.kind, (object): TreeRecord => {
      const owner = controllerOf(object);
      const { words, level, lacking } = drawn.stateOf(object);
      return {
        name: object.metadata?.name ?? '',
        words: intern(words),
        level,
        ...(lacking === undefined ? {} : { lacking }),
        ...(drawn.subjectOf === undefined ? {} : { subject: drawn.subjectOf(object) }),
        ...(owner === undefined ? {} : { owner: intern(`${owner.kind}/${owner.name}`) }),
      };
    }),
  });
  return [
    folder({
      kind: deployment,
      label: label('Deployments'),
      icon: 'rocket',
      vital: true,
      stateOf: deploymentState,
      subjectOf: makerSubject,
    }),
    folder({
      kind: statefulSet,
      label: label('StatefulSets'),
      icon: 'database',
      vital: true,
      stateOf: statefulSetState,
      subjectOf: makerSubject,
    }),
    folder({ kind: daemonSet, label: label('DaemonSets'), icon: 'server', vital: true, stateOf: daemonSetState }),
    folder({
      kind: cronJob,
      label: label('CronJobs'),
      icon: 'history',
      stateOf: cronJobState,
      subjectOf: cronJobSubject,
    }),
    folder({ kind: job, label: label('Jobs'), icon: 'checklist', stateOf: jobState, subjectOf: jobSubject }),
    folder({
      kind: service,
      label: label('Services'),
      icon: 'plug',
      stateOf: serviceState,
      subjectOf: entrySubject,
    }),
    folder({
      kind: ingress,
      label: label('Ingresses'),
      icon: 'globe',
      stateOf: ingressState,
      subjectOf: entrySubject,
    }),
    folder({ kind: persistentVolumeClaim, label: label('Volumes'), icon: 'archive', stateOf: claimState }),
    {
      kind: pod,
      label: label('Pods'),
      icon: 'package',
      vital: true,
      tracked: trackedKind(pod, (object) => podRecord(object, intern, subjectOfPod)),
    },
  ];
}
