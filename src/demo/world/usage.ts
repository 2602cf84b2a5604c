import type { JsonObject } from '../../core/json.ts';
import { listAt, mapAt, textAt, valueAt } from '../kubeObject.ts';
import { digest } from './identity.ts';

/** What the node itself uses beside its pods: kubelet, runtime, system. */
const ownUse = { cpu: 110, memory: 640 };

/** A container of which the world says nothing. */
const littleUse = '1m 18Mi';

interface Use {
  /** Millicores. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
}

/** PodMetrics and NodeMetrics as metrics-server gives them, from `$uses` of the pods (by container: `12m 48Mi`). */
export function usageObjects(pods: readonly JsonObject[], nodes: readonly JsonObject[]): readonly JsonObject[] {
  const running = pods.filter((pod) => listAt(pod, 'status.containerStatuses').some(isRunning));
  const measured = running.map((pod) => ({ pod, containers: usesOf(pod) }));
  const ofPods = measured.map(({ pod, containers }) =>
    metrics('PodMetrics', mapAt(pod, 'metadata'), {
      containers: containers.map(({ name, use }) => ({ name, usage: written(use, name) })),
    }),
  );
  const ofNodes = nodes.map((node) => {
    const name = textAt(node, 'metadata.name') ?? '';
    const uses = measured
      .filter(({ pod }) => textAt(pod, 'spec.nodeName') === name)
      .flatMap(({ containers }) => containers);
    const use = uses.reduce<Use>(
      (sum, one) => ({ cpu: sum.cpu + one.use.cpu, memory: sum.memory + one.use.memory }),
      ownUse,
    );
    return metrics('NodeMetrics', mapAt(node, 'metadata'), { usage: written(use, name) });
  });
  return [...ofPods, ...ofNodes];
}

function isRunning(status: Parameters<typeof valueAt>[0]): boolean {
  return valueAt(status, 'state.running') !== undefined;
}

function usesOf(pod: JsonObject): readonly { readonly name: string; readonly use: Use }[] {
  return [...listAt(pod, 'status.containerStatuses'), ...listAt(pod, 'status.initContainerStatuses')]
    .filter(isRunning)
    .map((status) => {
      const name = textAt(status, 'name') ?? '';
      return { name, use: readUse(textAt(mapAt(pod, '$uses'), name) ?? littleUse) };
    });
}

function readUse(text: string): Use {
  const [, cpu = '0', memory = '0'] = /^(\d+)m (\d+)Mi$/.exec(text) ?? [];
  return { cpu: Number(cpu), memory: Number(memory) };
}

/** A little off the round figure, always by the same: measured numbers are never round. */
function written({ cpu, memory }: Use, seed: string): JsonObject {
  const off = Number.parseInt(digest('usage', seed).slice(0, 4), 16);
  return { cpu: `${cpu * 1_000_000 + off * 7}n`, memory: `${memory * 1024 + (off % 997)}Ki` };
}

function metrics(kind: string, { name, namespace, labels }: JsonObject, measured: JsonObject): JsonObject {
  return {
    apiVersion: 'metrics.k8s.io/v1beta1',
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...(labels === undefined ? {} : { labels }) },
    window: '15s',
    ...measured,
  };
}
