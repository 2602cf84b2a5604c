/** A node of four cores for KWOK to play. A Node's status may be given with its creation, unlike that of other kinds. */
export function nodeManifest(name: string, zone: string): string {
  const room = { cpu: '4', memory: '8Gi', pods: '110', 'ephemeral-storage': '100Gi' };
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'topology.kubernetes.io/zone': zone,
  };
  const annotations = {
    'kwok.x-k8s.io/node': 'fake',
    // Where metrics-server asks: all nodes have one address and port
    'metrics.k8s.io/resource-metrics-path': `/metrics/nodes/${name}/metrics/resource`,
  };
  const metadata = { name, labels, annotations };
  return JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata, status: { allocatable: room, capacity: room } });
}
