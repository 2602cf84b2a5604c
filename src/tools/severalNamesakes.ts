import type { Outcome } from '../core/outcome.ts';

/** Where several namespaces have a pod or workload of the name: which one is meant is for the asker to say. */
export function severalNamesakes<Data extends object>(
  tool: string,
  asked: { readonly name: string; readonly namespace?: string },
  namespaces: readonly string[],
  data: Data & { readonly candidates: readonly string[] },
): Outcome<Data> {
  const { name } = asked;
  return {
    scope: { namespace: '*', name },
    verdict: 'answered',
    headline: `${namespaces.length} namespaces have a pod or workload ${name}: ${namespaces.slice(0, 10).join(', ')}${namespaces.length > 10 ? ' …' : ''}; ask for one of them.`,
    findings: [],
    data,
    gaps: [],
    next: namespaces.slice(0, 3).map((namespace) => ({
      tool,
      input: { ...asked, namespace },
      why: `the one in ${namespace}`,
    })),
    cuts: [{ path: 'candidates', keep: 5 }],
  };
}
