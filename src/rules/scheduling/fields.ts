import type { Evidence } from '../../core/finding.ts';
import { node as nodeKind } from '../../kube/kinds/node.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { podContainers } from '../../kube/podContainers.ts';
import { quantity } from '../../kube/quantity.ts';
import type { PlacedNode } from '../../kube/scheduling/placedNode.ts';
import { labelOf } from '../../kube/selectors.ts';

/** `.cpu`, `['nvidia.com/gpu']`. */
export function step(key: string): string {
  return /^[\w-]+$/.test(key) ? `.${key}` : `['${key}']`;
}

export function podField(pod: Pod, path: string, value: unknown): Evidence {
  return { object: refOf(podKind, pod), path, value: value ?? null };
}

export function nodeField({ node }: PlacedNode, path: string, value: unknown): Evidence {
  return { object: refOf(nodeKind, node), path, value: value ?? null };
}

const most = 2;

/** Where a pod requests a resource: of itself, or the containers that request the most. A limit alone is a request too. */
export function requestFields(pod: Pod, resource: string): readonly Evidence[] {
  const own = pod.spec?.resources?.requests?.[resource];
  if (own !== undefined) return [podField(pod, `spec.resources.requests${step(resource)}`, own)];
  const asked = podContainers(pod).flatMap(({ spec, specPath }) => {
    const from = spec.resources?.requests?.[resource] === undefined ? 'limits' : 'requests';
    const value = spec.resources?.[from]?.[resource];
    return value === undefined ? [] : [{ path: `${specPath}.resources.${from}${step(resource)}`, value }];
  });
  return asked
    .toSorted((a, b) => (quantity(b.value) ?? 0) - (quantity(a.value) ?? 0))
    .slice(0, most)
    .map(({ path, value }) => podField(pod, path, value));
}

export function allocatableField(node: PlacedNode, resource: string): Evidence {
  return nodeField(node, `status.allocatable${step(resource)}`, node.node.status?.allocatable?.[resource]);
}

export function labelField(node: PlacedNode, key: string): Evidence {
  return nodeField(node, `metadata.labels${step(key)}`, labelOf(node.labels, key) ?? null);
}
