import fc from 'fast-check';
import type { ControlPlane } from '../support/controlPlane.ts';
import type { ApiClient } from './hands/apiClient.ts';
import { each } from './hands/each.ts';
import { inNamespace } from './hands/inNamespace.ts';
import type { Tools } from './hands/tools.ts';
import type { Judge, Judged } from './judge.ts';
import { labels, labelSelector, podFieldSelector, type Labels } from './lists/labelled.ts';

export const lists: Judge = {
  name: 'lists',
  claim:
    'pods, Deployments, Services, nodes and namespaces are listed as generated label and field selectors have it, and what cannot be read as one is refused',
  oracle: 'kubectl get -l, --field-selector',
  few: 4,
  full: 40,
  run,
};

/** What is listed, by what tool, under what name. */
const kinds = [
  { tool: 'list_kubernetes_pods', field: 'pods', resource: 'pods', inside: true },
  { tool: 'list_kubernetes_deployments', field: 'deployments', resource: 'deployments', inside: true },
  { tool: 'list_kubernetes_services', field: 'services', resource: 'services', inside: true },
  { tool: 'list_kubernetes_nodes', field: 'nodes', resource: 'nodes', inside: false },
  { tool: 'get_kubernetes_namespaces', field: 'namespaces', resource: 'namespaces', inside: false },
] as const;

async function run(count: number, seed: number, cluster: ControlPlane): Promise<Judged> {
  const namespace = `lists-${seed}`;
  const questions = fc.sample(fc.record({ labelSelector, fieldSelector: podFieldSelector }), { numRuns: count, seed });
  const disagreed: string[] = [];
  let agreed = 0;
  return inNamespace(cluster, namespace, async ({ api, tools }) => {
    await each(fc.sample(labels, { numRuns: 60, seed }), async (some, index) => make(api, namespace, index, some));
    for (const question of questions) {
      const answers = await Promise.all(
        kinds.map(async (kind) => {
          const asked = kind.resource === 'pods' ? question : { labelSelector: question.labelSelector };
          const [ours, theirs] = await Promise.all([
            listed(tools, kind, namespace, asked),
            printed(cluster, kind, namespace, asked),
          ]);
          return ours === theirs
            ? undefined
            : `${kind.resource} ${JSON.stringify(asked)}: ours ${ours}, kubectl ${theirs}`;
        }),
      );
      const wrong = answers.filter((one) => one !== undefined);
      disagreed.push(...wrong);
      agreed += answers.length - wrong.length;
    }
    return { agreed, disagreed };
  });
}

async function make(api: ApiClient, namespace: string, index: number, some: Labels): Promise<void> {
  const container = { name: 'app', image: 'shop/app:1' };
  const inside = `/namespaces/${namespace}`;
  await api.post(`/api/v1${inside}/pods`, {
    metadata: { name: `pod-${index}`, labels: some },
    spec: {
      schedulerName: 'judge',
      restartPolicy: index % 3 === 0 ? 'Never' : 'Always',
      containers: [container],
    },
  });
  if (index % 2 === 0)
    await api.merge(`/api/v1${inside}/pods/pod-${index}/status`, {
      status: { phase: 'Running', podIP: '10.1.2.3', podIPs: [{ ip: '10.1.2.3' }] },
    });
  await api.post(`/apis/apps/v1${inside}/deployments`, {
    metadata: { name: `deployment-${index}`, labels: some },
    spec: {
      replicas: 0,
      selector: { matchLabels: { own: String(index) } },
      template: { metadata: { labels: { own: String(index) } }, spec: { containers: [container] } },
    },
  });
  await api.post(`/api/v1${inside}/services`, {
    metadata: { name: `service-${index}`, labels: some },
    spec: { ports: [{ port: 80 }] },
  });
  if (index % 4 > 0) return;
  await api.post('/api/v1/nodes', { metadata: { name: `${namespace}-${index}`, labels: some } });
  await api.post('/api/v1/namespaces', { metadata: { name: `${namespace}-${index}`, labels: some } });
}

type Kind = (typeof kinds)[number];
type Question = Readonly<Record<string, string>>;
const refused = 'refused';

async function listed(
  tools: Tools,
  { tool, field, inside }: Kind,
  namespace: string,
  asked: Question,
): Promise<string> {
  const input = { ...asked, ...(inside ? { namespace } : {}) };
  const { error } = await tools.call(tool, input);
  if (error !== undefined) return error.code === 'bad_input' ? refused : error.message;
  const rows = await tools.rows(tool, input, field);
  return rows
    .map(({ name }) => String(name))
    .toSorted()
    .join(' ');
}

async function printed(
  cluster: ControlPlane,
  { resource, inside }: Kind,
  namespace: string,
  { labelSelector: byLabel = '', fieldSelector: byField }: Question,
): Promise<string> {
  const names = ['-o', 'jsonpath={.items[*].metadata.name}'];
  const args = ['get', resource, `--selector=${byLabel}`, ...(inside ? ['-n', namespace] : []), ...names];
  try {
    const text = await cluster.kubectl(byField === undefined ? args : [...args, `--field-selector=${byField}`]);
    return text.split(' ').toSorted().join(' ');
  } catch {
    return refused;
  }
}
