const workloads = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob']);
const entries = new Set(['Service', 'Ingress', 'HTTPRoute']);

/** What can be asked about an object of a kind, as words of a line's context value. */
export function objectWords(kind: string): readonly string[] {
  const isEntry = entries.has(kind);
  return [
    ...(isEntry ? ['entry'] : []),
    ...(isEntry || kind === 'Deployment' || kind === 'Pod' ? ['traceable'] : []),
    ...(isEntry || workloads.has(kind) || kind === 'Pod' || kind === 'Node' ? ['timed'] : []),
  ];
}
