import type { Ingress } from '../kube/kinds/ingress.ts';
import type { Service } from '../kube/kinds/service.ts';
import type { HasMetadata, Metadata } from '../kube/metadata.ts';
import type { Labels } from '../kube/selectors.ts';

interface Maker extends HasMetadata {
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly metadata?: { readonly labels?: Labels } };
  };
}

/** Of a workload that makes pods the rules about Services read how many it wants, and the labels that they get. */
export function makerSubject({ spec }: Maker): Maker {
  const { replicas, template } = spec ?? {};
  const labels = template?.metadata?.labels;
  return {
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      ...(labels === undefined ? {} : { template: { metadata: { labels } } }),
    },
  };
}

/** A Service or an Ingress, of whose metadata rules read the times and the owner. */
export function entrySubject<T extends Service | Ingress>(object: T): T {
  const { creationTimestamp, deletionTimestamp, ownerReferences } = object.metadata ?? {};
  const metadata: Metadata = {
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(ownerReferences === undefined ? {} : { ownerReferences }),
  };
  return { ...object, metadata };
}
