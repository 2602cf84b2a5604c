import Type from 'typebox';
import type { Cell, Tone } from '../../core/blocks.ts';
import type { Gap } from '../../core/gap.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { label, type Label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import { defineTool } from '../../core/tool.ts';
import { node } from '../../kube/kinds/node.ts';
import { service } from '../../kube/kinds/service.ts';
import { readComponents, type Component, type Components } from './components.ts';
import { readAccess, readIdentity, type Access, type Identity } from './identity.ts';
import { readKubelets, skewNotes, type Kubelets } from './kubelets.ts';
import { readServerHealth, type ServerHealth } from './serverHealth.ts';

const input = Type.Object({ ...inputs.context }, closed);

export interface ConnectionReport {
  readonly server: { readonly url: string } & Omit<ServerHealth, 'gaps'>;
  readonly identity: Omit<Identity, 'gaps'> & { readonly kubeconfigUser: string; readonly credential: string };
  readonly access: Omit<Access, 'gaps'>;
  readonly kubelets: Kubelets['versions'];
  /** What the version skew policy does not allow. */
  readonly skew: readonly string[];
  readonly components: Components;
  /** The server's clock less this machine's; present above 5 s. */
  readonly clockSkewSeconds?: number;
}

export const verifyKubernetesConnection = defineTool({
  name: 'verify_kubernetes_connection',
  group: 'cluster',
  risk: 'read',
  title: label('Verify Connection'),
  icon: 'plug',
  tags: ['cluster', 'connection'],
  modelDescription:
    'Check that the cluster can be reached and what this login may do there. For "cannot connect", Unauthorized, Forbidden, ' +
    'x509, connection refused, expired token, wrong cluster; who am I, which version, is metrics-server or Prometheus installed. ' +
    'Not for one application that does not answer, use trace_service_chain.',
  userDescription: label('Is the cluster there, who am I to it, and what may I do.'),
  input,
  reads: [
    { kind: 'discovery', verbs: ['get'] },
    { kind: 'review', verbs: ['get'] },
    { kind: node, verbs: ['list'] },
    { kind: service, verbs: ['list'] },
  ],
  example: { question: 'Can I reach the cluster, as whom, and what may I do there?', input: {} },
  doing: () => label('Checking the connection'),

  async run(cluster, _input, signal): Promise<Outcome<ConnectionReport>> {
    const [identity, health, access, kubelets, found] = await Promise.all([
      readIdentity(cluster, signal),
      readServerHealth(cluster, signal),
      readAccess(cluster, signal),
      readKubelets(cluster, signal),
      readComponents(cluster, signal),
    ]);
    const { gaps: healthGaps, ...server } = health;
    const { gaps: identityGaps, ...who } = identity;
    const { gaps: accessGaps, ...may } = access;
    const clockSkewSeconds = Math.round((cluster.now() - Date.now()) / 1000);
    const data: ConnectionReport = {
      server: { url: cluster.connection.server, ...server },
      identity: { ...who, kubeconfigUser: cluster.connection.user, credential: cluster.connection.credential },
      access: may,
      kubelets: kubelets.versions,
      skew: skewNotes(server.version, kubelets),
      components: found.components,
      ...(Math.abs(clockSkewSeconds) > 5 ? { clockSkewSeconds } : {}),
    };
    const gaps = [...identityGaps, ...healthGaps, ...accessGaps, ...kubelets.gaps, ...found.gaps];
    const failed = gaps.filter(({ because }) => because === 'unreachable' || because === 'timeout');
    return {
      verdict: verdictOf(data, failed),
      headline: headlineOf(data, cluster.context, failed),
      findings: [],
      data,
      gaps,
      next: [],
      cuts: [
        { path: 'identity.groups', keep: 5 },
        { path: 'kubelets', keep: 3 },
        { path: 'skew', keep: 3 },
      ],
    };
  },

  present: (data) => [
    { type: 'facts', title: label('Server'), facts: serverFacts(data) },
    {
      type: 'facts',
      title: label('Permissions'),
      facts: [
        { label: label('Everywhere'), value: listed(data.access.can) },
        { label: label('Not everywhere'), value: listed(data.access.cannot) },
        { label: label('In namespace {0}', data.access.namespace), value: listed(data.access.canInNamespace) },
        { label: label('Not in namespace {0}', data.access.namespace), value: listed(data.access.cannotInNamespace) },
      ],
    },
    {
      type: 'facts',
      title: label('Installed'),
      facts: [
        { label: label('Metrics server'), value: componentCell(data.components.metricsServer) },
        { label: label('Prometheus'), value: componentCell(data.components.prometheus) },
        { label: label('Gateway API'), value: componentCell(data.components.gatewayApi) },
        { label: label('Trivy operator'), value: componentCell(data.components.trivyOperator) },
      ],
    },
  ],
});

/** Healthy only when the server says that it is ready, has told who we are, and has answered or refused each read. */
function verdictOf(
  { server, identity, access, skew, components }: ConnectionReport,
  failed: readonly Gap[],
): Outcome<ConnectionReport>['verdict'] {
  if (server.ready === false) return 'broken';
  if (skew.length > 0 || components.metricsServer.state === 'stale') return 'degraded';
  if (isUseless(access)) return 'degraded';
  const isKnown = identity.user !== undefined && identity.user !== 'system:anonymous';
  return server.ready === true && isKnown && failed.length === 0 ? 'healthy' : 'unknown';
}

/** Known to the server, and allowed to look at no pod anywhere that we know of. */
function isUseless({ can, cannot, canInNamespace, cannotInNamespace }: ConnectionReport['access']): boolean {
  const refused = cannot.includes('list pods') && cannotInNamespace.includes('list pods');
  return refused && can.length === 0 && canInNamespace.length === 0;
}

function headlineOf(data: ConnectionReport, context: string, failed: readonly Gap[]): string {
  const { server, identity, skew, components, access, clockSkewSeconds } = data;
  const version = server.version === undefined ? '' : ` (Kubernetes ${server.version})`;
  const who = identity.user === undefined ? 'it does not say who we are' : `we are ${identity.user}`;
  const first =
    server.ready === false
      ? `Connected to ${context}${version}, which says that it is not ready: ${server.notReady ?? 'no reason given'}`
      : `Connected to ${context}${version}: ${server.ready === true ? 'ready' : 'readiness not known'}, ${who}`;
  const notes = [
    ...(identity.user === 'system:anonymous' ? ['the server took no credential of ours'] : []),
    ...(isUseless(access) ? [`we may read nothing, neither everywhere nor in namespace ${access.namespace}`] : []),
    ...(access.cannot.length > 0 && !isUseless(access) ? [`not allowed everywhere: ${access.cannot.join(', ')}`] : []),
    ...skew.slice(0, 1),
    ...(failed.length === 0 ? [] : [`it failed to answer for ${failed.map(({ wanted }) => wanted).join(', ')}`]),
    ...(components.metricsServer.state === 'stale' ? ['metrics-server is registered and does not answer'] : []),
    ...(clockSkewSeconds === undefined
      ? []
      : [
          `this machine's clock is ${Math.abs(clockSkewSeconds)} s ${clockSkewSeconds > 0 ? 'behind' : 'ahead of'} the server's`,
        ]),
  ];
  return `${[first, ...notes].join('; ')}.`;
}

function serverFacts(data: ConnectionReport): readonly { readonly label: Label; readonly value: Cell }[] {
  const { server, identity, kubelets, skew, clockSkewSeconds } = data;
  return [
    { label: label('Address'), value: server.url },
    { label: label('Version'), value: server.version ?? '?' },
    { label: label('Ready'), value: readyCell(server) },
    { label: label('Latency'), value: latencyText(server) },
    { label: label('User'), value: identity.user ?? '?' },
    { label: label('Groups'), value: listed(identity.groups ?? []) },
    { label: label('Credential'), value: `${identity.kubeconfigUser} (${identity.credential})` },
    { label: label('Kubelets'), value: listed(kubelets.map(({ version, nodes }) => `${version} ×${nodes}`)) },
    ...skew.map((note) => ({ label: label('Version skew'), value: toned(note, 'warning') })),
    ...(clockSkewSeconds === undefined
      ? []
      : [{ label: label('Clock skew'), value: toned(`${clockSkewSeconds} s`, 'warning') }]),
  ];
}

function readyCell({ ready, notReady }: ConnectionReport['server']): Cell {
  if (ready === undefined) return toned('?', 'quiet');
  return ready ? toned('ok', 'good') : toned(notReady ?? 'not ready', 'bad');
}

function latencyText({ versionMilliseconds, readyMilliseconds }: ConnectionReport['server']): string {
  return [
    ...(versionMilliseconds === undefined ? [] : [`/version ${versionMilliseconds} ms`]),
    ...(readyMilliseconds === undefined ? [] : [`/readyz ${readyMilliseconds} ms`]),
  ].join(', ');
}

function componentCell({ state, where }: Component): Cell {
  const tones: Record<Component['state'], Tone> = { present: 'good', absent: 'quiet', stale: 'bad', unknown: 'quiet' };
  return toned(where === undefined ? state : `${state}: ${where}`, tones[state]);
}

function toned(text: string, tone: Tone): Cell {
  return { text, tone };
}

function listed(items: readonly string[]): string {
  return items.length === 0 ? '–' : items.join(', ');
}
