import { fields, listOf, number, text, type ShapeOf } from '../shape.ts';
import { labelSelector } from './labelSelector.ts';

const nodeRequirement = fields({ key: text, operator: text, values: listOf(text) });

export type NodeRequirement = ShapeOf<typeof nodeRequirement>;

const nodeSelectorTerm = fields({ matchExpressions: listOf(nodeRequirement), matchFields: listOf(nodeRequirement) });

/** A core/v1 NodeSelector: of a pod's required node affinity, and of a volume's. Its terms are ORed, what stands in a term ANDed. */
export const nodeSelector = fields({
  nodeSelectorTerms: listOf(nodeSelectorTerm),
});

export type NodeSelector = ShapeOf<typeof nodeSelector>;

const podAffinityTerm = fields({
  labelSelector,
  namespaces: listOf(text),
  namespaceSelector: labelSelector,
  topologyKey: text,
});

export type PodAffinityTerm = ShapeOf<typeof podAffinityTerm>;

const podTerms = fields({
  requiredDuringSchedulingIgnoredDuringExecution: listOf(podAffinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: listOf(fields({ weight: number, podAffinityTerm })),
});

/** What is preferred keeps no pod from a node: it decides which of those that take a pod gets it. */
export const affinity = fields({
  nodeAffinity: fields({
    requiredDuringSchedulingIgnoredDuringExecution: nodeSelector,
    preferredDuringSchedulingIgnoredDuringExecution: listOf(fields({ weight: number, preference: nodeSelectorTerm })),
  }),
  podAffinity: podTerms,
  podAntiAffinity: podTerms,
});
