/** kubectl's short names of built-in kinds (`kubectl api-resources`). */
const shortNames: Readonly<Record<string, string>> = {
  cj: 'CronJob',
  cm: 'ConfigMap',
  deploy: 'Deployment',
  ds: 'DaemonSet',
  ep: 'Endpoints',
  hpa: 'HorizontalPodAutoscaler',
  ing: 'Ingress',
  limits: 'LimitRange',
  netpol: 'NetworkPolicy',
  no: 'Node',
  ns: 'Namespace',
  pdb: 'PodDisruptionBudget',
  po: 'Pod',
  pv: 'PersistentVolume',
  pvc: 'PersistentVolumeClaim',
  quota: 'ResourceQuota',
  rc: 'ReplicationController',
  rs: 'ReplicaSet',
  sa: 'ServiceAccount',
  sts: 'StatefulSet',
  svc: 'Service',
};

/** Whether a person's word (`deployment`, `Deployments`, `deploy`) means the kind, case ignored. */
export function isKindWord(word: string, kind: string): boolean {
  const wanted = word.toLowerCase();
  const name = kind.toLowerCase();
  return wanted === name || wanted === pluralOf(name) || shortNames[wanted] === kind;
}

function pluralOf(name: string): string {
  if (name.endsWith('s')) return `${name}es`;
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
}
