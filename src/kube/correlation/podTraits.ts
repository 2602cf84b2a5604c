import { isReferredByAll } from './isReferredByAll.ts';
import { imageRegistry } from './imageRegistry.ts';
import type { Feature, FeatureKind } from './feature.ts';
import type { PodSpec } from '../kinds/podSpec.ts';
import { podReferences } from '../podReferences.ts';

/** A feature that a spec shows, and the field that shows it. */
export interface Trait {
  readonly feature: Feature;
  /** Within the spec. */
  readonly path: string;
  readonly value: string;
}

const ofCluster = new Set<FeatureKind>(['PriorityClass', 'RuntimeClass']);

/** What a pod's spec, or a template's, has in common with others: its node, images, registries, and all that it refers to. */
export function podTraits(spec: PodSpec | undefined, namespace: string): readonly Trait[] {
  if (spec === undefined) return [];
  const images = (['initContainers', 'containers'] as const).flatMap((field) =>
    (spec[field] ?? []).flatMap(({ image = '' }, index): Trait[] => {
      if (image === '') return [];
      const shown = { path: `${field}[${index}].image`, value: image };
      return [
        { feature: { kind: 'image', name: image }, ...shown },
        { feature: { kind: 'registry', name: imageRegistry(image) }, ...shown },
      ];
    }),
  );
  const references = podReferences(spec).flatMap((one): Trait[] => {
    const { kind, name, path } = one;
    if (isReferredByAll(one)) return [];
    const feature: Feature = ofCluster.has(kind) ? { kind, name } : { kind, namespace, name };
    return [{ feature, path, value: name }];
  });
  const { nodeName = '' } = spec;
  return [
    ...(nodeName === ''
      ? []
      : [{ feature: { kind: 'node', name: nodeName }, path: 'nodeName', value: nodeName } as const]),
    ...references,
    ...images,
  ];
}
