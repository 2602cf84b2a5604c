const kinds: readonly string[] = [
  ...[
    'Namespace',
    'Node',
    'PersistentVolumeClaim',
    'PersistentVolume',
    'Pod',
    'ReplicationController',
    'ResourceQuota',
  ],
  ...['Service', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet', 'HorizontalPodAutoscaler', 'CronJob', 'Job'],
  ...['Ingress', 'PodDisruptionBudget', 'VolumeAttachment'],
];

/** Kinds whose status is written by a path of its own: `…/status`. */
export function hasStatus(kind: string): boolean {
  return kinds.includes(kind);
}
