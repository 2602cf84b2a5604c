import type { ReferenceGrant } from './kinds/referenceGrant.ts';

export interface Reference {
  readonly from: { readonly group: string; readonly kind: string; readonly namespace: string | undefined };
  readonly to: {
    readonly group: string;
    readonly kind: string;
    readonly namespace: string | undefined;
    readonly name: string;
  };
}

/**
 * Whether a reference into another namespace is allowed: a ReferenceGrant in the namespace of the target must name the one who refers
 * and the target's kind (and its name, where it names one). Within one namespace nothing is needed.
 * Source: gateway.networking.k8s.io/v1beta1 ReferenceGrant.
 */
export function isPermitted({ from, to }: Reference, grants: readonly ReferenceGrant[]): boolean {
  if (from.namespace === to.namespace) return true;
  return grants.some(
    ({ metadata, spec }) =>
      metadata?.namespace === to.namespace &&
      (spec?.from ?? []).some(
        ({ group = '', kind, namespace }) => group === from.group && kind === from.kind && namespace === from.namespace,
      ) &&
      (spec?.to ?? []).some(
        ({ group = '', kind, name }) =>
          group === to.group && kind === to.kind && (name === undefined || name === '' || name === to.name),
      ),
  );
}
