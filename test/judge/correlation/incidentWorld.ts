import type { Dice } from './dice.ts';

/** A cluster at rest: nodes in zones, workloads of three replicas or so, spread by chance. It is changed by incidents and noise. */
export interface IncidentWorld {
  readonly nodes: WorldNode[];
  readonly workloads: WorldWorkload[];
  readonly pods: WorldPod[];
  readonly configMaps: WorldConfig[];
}

export interface WorldNode {
  readonly name: string;
  readonly zone: string;
  condition?: { readonly type: string; readonly status: string; readonly reason: string; readonly since: number };
}

export interface WorldWorkload {
  readonly namespace: string;
  readonly name: string;
  readonly images: string[];
  readonly configMaps: readonly string[];
  readonly secrets: readonly string[];
  rolledOutAt?: number;
  /** Pods that the server refuses, and with which words. */
  refused?: { readonly pods: number; readonly message: string; readonly since: number };
}

export interface WorldPod {
  readonly workload: WorldWorkload;
  readonly name: string;
  node: string;
  images: readonly string[];
  /** Fields of its status in the place of those of a pod that is well. */
  trouble?: object;
}

export interface WorldConfig {
  readonly namespace: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  writtenAt: number;
  gone?: boolean;
}

export const now = Date.parse('2026-11-25T14:00:00Z');
export const minute = 60_000;
const rested = now - 30 * 24 * 60 * minute;

const namespaces = ['shop', 'billing', 'search'] as const;
const registries = ['registry.example', 'ghcr.io/acme', 'quay.io/acme'] as const;

export function incidentWorld(chance: Dice): IncidentWorld {
  const zones = chance.between(2, 3);
  const nodes = Array.from({ length: zones * chance.between(2, 4) }, (_, index) => ({
    name: `node-${index + 1}`,
    zone: `eu-1${'abc'[index % zones] ?? 'a'}`,
  }));
  const configMaps = namespaces.flatMap((namespace) =>
    ['common', 'flags', 'routes'].map((name) => ({ namespace, name, writtenAt: rested })),
  );
  const workloads = Array.from({ length: chance.between(14, 26) }, (_, index): WorldWorkload => {
    const namespace = chance.pick(namespaces);
    return {
      namespace,
      name: `app${index}`,
      images: [`${chance.pick(registries)}/app${index}:1.${chance.between(0, 9)}`],
      configMaps: chance.some(['common', 'flags', 'routes'], chance.between(0, 2)),
      secrets: chance.some(['tls', 'db', 'pull'], chance.between(0, 2)),
    };
  });
  const pods = workloads.flatMap((workload) =>
    Array.from({ length: chance.between(1, 5) }, (_, index): WorldPod =>
      podOf(workload, index, chance.pick([nodes[0] ?? { name: 'node-1' }, ...nodes]).name),
    ),
  );
  return { nodes, workloads, pods, configMaps };
}

export function podOf(workload: WorldWorkload, index: number, node: string): WorldPod {
  return { workload, name: `${workload.name}-6b7c9f-p${index}`, node, images: workload.images };
}
