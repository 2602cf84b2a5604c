const workloads = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob']);
/** They keep a history of their pod template. */
const rolling = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
const scalable = new Set(['Deployment', 'StatefulSet']);
const entries = new Set(['Service', 'Ingress', 'HTTPRoute', 'Gateway']);
const serving = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod']);

/** What can be asked about an object of a kind, as words of a line's context value. */
export function objectWords(kind: string): readonly string[] {
  const isEntry = entries.has(kind);
  return [
    ...(isEntry ? ['entry'] : []),
    ...(workloads.has(kind) || kind === 'Pod' ? ['diagnosable'] : []),
    ...(isEntry || serving.has(kind) ? ['traceable'] : []),
    ...(isEntry || workloads.has(kind) || kind === 'Pod' || kind === 'Node' ? ['timed'] : []),
    ...(rolling.has(kind) ? ['rolling'] : []),
    ...(rolling.has(kind) || kind === 'Pod' ? ['restartable'] : []),
    ...(scalable.has(kind) ? ['scalable'] : []),
  ];
}
