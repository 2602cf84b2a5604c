import type { ScanScope } from '../../../core/scan.ts';
import { hasContext } from '../hasContext.ts';

export interface KnownScopeParts {
  readonly contexts: Parameters<typeof hasContext>[1];
  /** Asks for a context and a namespace; undefined: the person gave up. */
  readonly choose: () => Promise<ScanScope | undefined>;
}

/** The scope, or one that is asked for where its context is not there (any more); undefined: the person gave up. */
export async function knownScope(
  scope: ScanScope,
  { contexts, choose }: KnownScopeParts,
): Promise<ScanScope | undefined> {
  return (await hasContext(scope.context, contexts)) ? scope : choose();
}
