import type { EngineFlags } from './openEngine.ts';

/** What to say of flags that cannot stand together; undefined where they can. */
export function flagConflict({ context, kubeconfig, demo }: EngineFlags): string | undefined {
  return demo && ((context ?? 'demo') !== 'demo' || kubeconfig !== undefined)
    ? 'kube-sre: --demo is a cluster of its own: leave --context and --kubeconfig out, or --demo\n'
    : undefined;
}
