import type { Dice } from './dice.ts';
import {
  minute,
  now,
  podOf,
  type IncidentWorld,
  type WorldConfig,
  type WorldPod,
  type WorldWorkload,
} from './incidentWorld.ts';
import { configError, crashing, evicted, lost, pullFails } from './podTroubles.ts';

/** Breaks a world in one way. What it names is what is to be found first: as the tool would write it. */
export type Incident = (world: IncidentWorld, chance: Dice) => string;

const at = now - 20 * minute;

function nodeDown(world: IncidentWorld, chance: Dice): string {
  const node = busiest(world, 3);
  node.condition = { type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown', since: at };
  for (const pod of world.pods) if (pod.node === node.name) pod.trouble = lost(at + chance.between(0, 2) * 1000);
  return `node ${node.name}`;
}

/** Its pods are evicted; what was to start there finds no room for its image. */
function nodeDiskFull(world: IncidentWorld, chance: Dice): string {
  const node = busiest(world, 3);
  node.condition = { type: 'DiskPressure', status: 'True', reason: 'KubeletHasDiskPressure', since: at };
  for (const pod of world.pods)
    if (pod.node === node.name)
      pod.trouble =
        chance.throw() < 0.7
          ? evicted(at + chance.between(5, 300) * 1000)
          : pullFails(pod.images[0] ?? '', 'write /var/lib/containerd/tmp: no space left on device', at + 2 * minute);
  return `node ${node.name}`;
}

function zoneLoss(world: IncidentWorld, chance: Dice): string {
  const zone = chance.pick(['eu-1a', 'eu-1b']);
  const gone = world.nodes.filter((one) => one.zone === zone);
  for (const node of gone)
    node.condition = {
      type: 'Ready',
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      since: at + chance.between(0, 20) * 1000,
    };
  const names = new Set(gone.map(({ name }) => name));
  for (const pod of world.pods) if (names.has(pod.node)) pod.trouble = lost(at + chance.between(0, 30) * 1000);
  return `zone ${zone}`;
}

/** Written to by hand; the pods that have started since crash, the others still hold what it said before. */
function badConfigMap(world: IncidentWorld, chance: Dice): string {
  const { config, users } = shared(world);
  config.writtenAt = at;
  const isGone = chance.throw() < 0.3;
  if (isGone) config.gone = true;
  for (const workload of users)
    for (const [index, pod] of podsOf(world, workload).entries())
      if (index === 0 || chance.throw() < 0.85)
        pod.trouble = isGone
          ? configError(`configmap "${config.name}" not found`, at + chance.between(30, 600) * 1000)
          : crashing(at + chance.between(30, 600) * 1000);
  return `ConfigMap ${config.namespace}/${config.name}`;
}

/** A sidecar's new image, rolled out to several: the new pods do not come up, the old ones stay. */
function badImage(world: IncidentWorld, chance: Dice): string {
  const image = 'registry.example/mesh/proxy:2.0.0';
  const isPull = chance.throw() < 0.5;
  for (const workload of chance.some(world.workloads, chance.between(3, 6))) {
    workload.images.push(image);
    workload.rolledOutAt = at;
    const count = podsOf(world, workload).length;
    for (let index = 0; index < chance.between(1, 3); index++) {
      const pod = podOf(workload, count + index, chance.pick([world.nodes[0], ...world.nodes])?.name ?? 'node-1');
      pod.images = [...workload.images];
      const began = at + chance.between(10, 300) * 1000;
      pod.trouble = isPull ? pullFails(image, `${image}: not found`, began) : crashing(began);
      world.pods.push(pod);
    }
    for (const old of podsOf(world, workload).slice(0, count)) old.images = workload.images.slice(0, 1);
  }
  return `image ${image}`;
}

/** New pods are wanted everywhere; those whose image comes from one registry wait for it. */
function registryDown(world: IncidentWorld, chance: Dice): string {
  const using = (host: string) =>
    world.workloads.filter(({ images }) => images.some((image) => image.startsWith(host)));
  const hosts = ['registry.example', 'ghcr.io', 'quay.io'].toSorted((a, b) => using(b).length - using(a).length);
  const [host = ''] = hosts;
  const users = using(host);
  for (const workload of chance.some(users, chance.between(3, 6)))
    for (const pod of podsOf(world, workload).slice(0, 3)) {
      const [image = ''] = pod.images;
      pod.trouble = pullFails(
        image,
        `failed to do request: Head "https://${host}/v2/app/manifests/1": dial tcp 10.9.0.7:443: connect: connection refused`,
        at + chance.between(0, 300) * 1000,
      );
    }
  return `registry ${host}`;
}

function quota(world: IncidentWorld, chance: Dice): string {
  const namespace = crowded(world);
  refuse(
    world.workloads.filter((one) => one.namespace === namespace),
    chance,
    'pods "x" is forbidden: exceeded quota: compute, requested: limits.memory=1Gi, used: limits.memory=63Gi, limited: limits.memory=64Gi',
  );
  return `quota ${namespace}/compute`;
}

function webhook(world: IncidentWorld, chance: Dice): string {
  refuse(
    world.workloads,
    chance,
    'Internal error occurred: failed calling webhook "inject.mesh.example": failed to call webhook: Post "https://injector.mesh.svc:443/inject?timeout=10s": no endpoints available for service "injector"',
  );
  return 'webhook inject.mesh.example';
}

function certificate(world: IncidentWorld, chance: Dice): string {
  const words = 'x509: certificate has expired or is not yet valid';
  for (const workload of chance.some(world.workloads, chance.between(4, 7)))
    for (const pod of podsOf(world, workload))
      pod.trouble = crashing(
        at + chance.between(0, 600) * 1000,
        `Post "https://payments.internal/v1/pay": tls: failed to verify certificate: ${words}: current time 2026-11-25T13:4${chance.between(0, 9)}:02Z is after 2026-11-25T13:38:00Z`,
      );
  return `${words} (payments.internal)`;
}

export const incidents: readonly (readonly [string, Incident])[] = [
  ['node down', nodeDown],
  ['bad ConfigMap', badConfigMap],
  ['bad image', badImage],
  ['registry down', registryDown],
  ['zone lost', zoneLoss],
  ['quota', quota],
  ['webhook', webhook],
  ['node disk full', nodeDiskFull],
  ['certificate expired', certificate],
];

function podsOf({ pods }: IncidentWorld, workload: WorldWorkload): readonly WorldPod[] {
  return pods.filter((pod) => pod.workload === workload);
}

/** The node that the most workloads stand on: on one with two pods of two workloads there would be nothing to share. */
function busiest({ nodes, pods }: IncidentWorld, least: number) {
  const [first] = nodes
    .map((node) => ({
      node,
      there: new Set(pods.filter((one) => one.node === node.name).map((one) => one.workload)).size,
    }))
    .sort((a, b) => b.there - a.there);
  if (first === undefined || first.there < least) throw new Error('no node has enough pods');
  return first.node;
}

/** The ConfigMap that the most workloads use. */
function shared({ configMaps, workloads }: IncidentWorld): { config: WorldConfig; users: readonly WorldWorkload[] } {
  const [first] = configMaps
    .map((config) => ({
      config,
      users: workloads.filter((one) => one.namespace === config.namespace && one.configMaps.includes(config.name)),
    }))
    .sort((a, b) => b.users.length - a.users.length);
  if (first === undefined) throw new Error('no ConfigMap');
  return first;
}

function crowded({ workloads }: IncidentWorld): string {
  const count = (namespace: string): number => workloads.filter((one) => one.namespace === namespace).length;
  return ['shop', 'billing', 'search'].toSorted((a, b) => count(b) - count(a))[0] ?? 'shop';
}

function refuse(from: readonly WorldWorkload[], chance: Dice, message: string): void {
  for (const workload of chance.some(from, chance.between(3, 5)))
    workload.refused = { pods: chance.between(1, 3), message, since: at + chance.between(0, 300) * 1000 };
}
