import { metadata, type HasMetadata } from './metadata.ts';
import { oncePerKind } from './oncePerKind.ts';
import { fields, projection } from './shape.ts';

const project = projection(fields({ metadata }));

/** A kind of which lists ask for the metadata alone: names, owners and finalizers, whatever the objects hold. */
export const metadataKind = oncePerKind<HasMetadata>(({ kind, group, versions, resource, namespaced }) => ({
  kind,
  group,
  versions,
  resource,
  namespaced,
  listAs: 'metadata',
  project,
}));
