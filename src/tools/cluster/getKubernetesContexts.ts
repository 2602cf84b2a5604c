import Type from 'typebox';
import { closed } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { ContextSummary } from '../../core/ports.ts';
import { defineKubeconfigTool } from '../../core/tool.ts';
import { isProtectedContext } from '../../kube/protectedNames.ts';

export interface ContextRow extends ContextSummary {
  /** Calls that name no context go there. */
  readonly active: boolean;
  /** Its name says production. */
  readonly protected: boolean;
}

export interface ContextsData {
  readonly contexts: readonly ContextRow[];
}

export const getKubernetesContexts = defineKubeconfigTool({
  name: 'get_kubernetes_contexts',
  group: 'cluster',
  risk: 'read',
  title: label('List Contexts'),
  icon: 'server-environment',
  tags: ['cluster', 'contexts', 'kubeconfig'],
  modelDescription:
    'Shows which clusters this machine knows, as which user, and which one is in use now. ' +
    'For "which cluster am I on", wrong cluster, switching to staging or production, context not found, what the kubeconfig holds. ' +
    'Not for whether a cluster answers or what this login may do, use verify_kubernetes_connection.',
  userDescription: label('The contexts of the kubeconfig, and which one is in use.'),
  input: Type.Object({}, closed),
  reads: [],
  example: { question: 'Which clusters does my kubeconfig name, and which one is in use?', input: {} },
  doing: () => label('Reading the kubeconfig'),

  async runWithKubeconfig(kubeconfig): Promise<Outcome<ContextsData>> {
    const summaries = await kubeconfig.contexts();
    const inUse = kubeconfig.active ?? summaries.find(({ current }) => current)?.name;
    const rows = summaries
      .map((one) => ({ ...one, active: one.name === inUse, protected: isProtectedContext(one.name) }))
      .sort(byUse);
    return {
      verdict: 'answered',
      headline: headline(rows, inUse),
      findings: [],
      data: { contexts: rows },
      gaps: [],
      next: rows.some((row) => row.active)
        ? [{ tool: 'verify_kubernetes_connection', input: { context: inUse }, why: 'whether it answers, and as whom' }]
        : [],
      page: { total: rows.length, returned: rows.length },
      cuts: [{ path: 'contexts', keep: 1, page: (kept) => ({ total: rows.length, returned: kept }) }],
    };
  },

  present: ({ contexts }) => [
    {
      type: 'table',
      title: label('Contexts'),
      columns: [
        { label: label('Context') },
        { label: label('In use') },
        { label: label('Cluster') },
        { label: label('Address') },
        { label: label('User') },
        { label: label('Credential') },
        { label: label('Namespace') },
        { label: label('Protected') },
      ],
      rows: contexts.map((row) => [
        row.name,
        row.active ? { text: 'in use', tone: 'good' } : 'no',
        row.cluster,
        row.server,
        row.user,
        row.credential,
        row.namespace,
        row.protected ? { text: 'protected', tone: 'warning' } : 'no',
      ]),
    },
  ],
});

/** The one in use first, then by name. */
function byUse(a: ContextRow, b: ContextRow): number {
  return Number(b.active) - Number(a.active) || (a.name < b.name ? -1 : 1);
}

function headline(rows: readonly ContextRow[], inUse: string | undefined): string {
  if (rows.length === 0) return 'There is no context: no kubeconfig was found, or it names none.';
  const count = rows.length === 1 ? '1 context' : `${rows.length} contexts`;
  const active = rows.find((row) => row.active);
  if (active !== undefined)
    return `${count}; in use is ${active.name} (cluster ${active.cluster}${active.protected ? ', protected' : ''}).`;
  const names = rows.slice(0, 3).map(({ name }) => name);
  return inUse === undefined
    ? `${count} and none is current: ${names.join(', ')}${rows.length > 3 ? ' …' : ''}.`
    : `${count}; ${inUse}, which should be in use, is not among them.`;
}
