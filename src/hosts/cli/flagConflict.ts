import { lastingDemo } from '../terminal/lastingDemo.ts';
import type { EngineFlags } from './openEngine.ts';

/** What to say of flags that cannot stand together; undefined where they can. */
export function flagConflict({
  context,
  kubeconfig,
  demo,
  approve,
}: EngineFlags & { readonly approve?: string | undefined }): string | undefined {
  if (!demo) return undefined;
  if ((context ?? 'demo') !== 'demo' || kubeconfig !== undefined)
    return 'kube-sre: --demo is a cluster of its own: leave --context and --kubeconfig out, or --demo\n';
  return approve === undefined
    ? undefined
    : `kube-sre: --demo starts a new cluster each time, which no approval can fit. ${lastingDemo}\n`;
}
