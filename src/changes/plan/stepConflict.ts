import type { DraftStep } from '../../core/draft.ts';
import { KubeError } from '../../core/kubeError.ts';

/** What a step was meant for is not there any more, or is another. */
export function stepConflict({ do: operation, target }: DraftStep, detail: string, hint: string): KubeError {
  const { resource, namespace, name } = target;
  return new KubeError({
    code: 'conflict',
    operation,
    resource,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    detail,
    hint,
  });
}
