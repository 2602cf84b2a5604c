import { conflict } from '../../apiError.ts';
import type { KubeObject } from '../../kubeObject.ts';
import type { ServedKind } from '../../servedKinds.ts';
import type { DeleteOptions } from './writeOptions.ts';

/** @throws ApiError 409 where it is not the object, or not the state of it, that was meant */
export function requireMeant(
  { kind, options }: { readonly kind: ServedKind; readonly options: DeleteOptions },
  { metadata }: KubeObject,
): void {
  const { uid, resourceVersion } = options.preconditions;
  if (uid !== undefined && uid !== metadata.uid)
    throw conflict(
      kind.kind,
      kind.group,
      metadata.name,
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid ?? ''}). The object might have been deleted and then recreated`,
    );
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion)
    throw conflict(
      kind.kind,
      kind.group,
      metadata.name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion ?? ''}). The object might have been modified`,
    );
}
