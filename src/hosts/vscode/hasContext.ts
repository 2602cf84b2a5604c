import type { ContextSummary } from '../../core/ports.ts';

/**
 * Whether the kubeconfig has a context, or a current one where none is named. Where it cannot be read, or holds none, there is nothing
 * to choose from: then too.
 */
export async function hasContext(
  context: string | undefined,
  contexts: () => Promise<readonly Pick<ContextSummary, 'name' | 'current'>[]>,
): Promise<boolean> {
  const there = await contexts().catch(() => []);
  if (there.length === 0) return true;
  return there.some((one) => (context === undefined ? one.current : one.name === context));
}
