/** Asks for PartialObjectMetadata in the place of an object. */
export const metadataAccept = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';
