import { fields, listOf, text, type ShapeOf } from '../shape.ts';
import { labelSelector } from './labelSelector.ts';

const nodeRequirement = fields({ key: text, operator: text, values: listOf(text) });

export type NodeRequirement = ShapeOf<typeof nodeRequirement>;

/** A core/v1 NodeSelector: of a pod's required node affinity, and of a volume's. Its terms are ORed, what stands in a term ANDed. */
export const nodeSelector = fields({
  nodeSelectorTerms: listOf(
    fields({ matchExpressions: listOf(nodeRequirement), matchFields: listOf(nodeRequirement) }),
  ),
});

export type NodeSelector = ShapeOf<typeof nodeSelector>;

const podAffinityTerm = fields({
  labelSelector,
  namespaces: listOf(text),
  namespaceSelector: labelSelector,
  topologyKey: text,
});

export type PodAffinityTerm = ShapeOf<typeof podAffinityTerm>;

const requiredTerms = fields({ requiredDuringSchedulingIgnoredDuringExecution: listOf(podAffinityTerm) });

/** Only what is required: preferences keep no pod from a node. */
export const affinity = fields({
  nodeAffinity: fields({ requiredDuringSchedulingIgnoredDuringExecution: nodeSelector }),
  podAffinity: requiredTerms,
  podAntiAffinity: requiredTerms,
});
