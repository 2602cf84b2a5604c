import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Fault, FaultProxy } from '../../support/faultProxy.ts';

/** A way in which a call fails: what a person did, or what stands between them and the cluster. */
export interface FailureWorld {
  readonly title: string;
  readonly tool?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  /** What the server does with everything. */
  readonly fault?: Fault;
  /** In the place of the demo's kubeconfig. */
  readonly kubeconfig?: (folder: string, demo: string) => Promise<string>;
  /** The caller stops it. */
  readonly cancelled?: true;
}

export const failureWorlds: readonly FailureWorld[] = [
  { title: 'a wrong input', input: { namespce: 'shop', limit: 0 } },
  { title: 'a tool that does not exist', tool: 'list_pods' },
  { title: 'a namespace that is not there', input: { namespace: 'shpo' } },
  { title: 'a context that is not there', input: { context: 'dmeo' } },
  {
    title: 'an object that is not there',
    tool: 'get_kubernetes_resource_yaml',
    input: { kind: 'Deployment', namespace: 'shop', name: 'nothing-like-it' },
  },
  {
    title: 'a kind that is not there',
    tool: 'get_kubernetes_resource_yaml',
    input: { kind: 'Kafka', namespace: 'shop', name: 'orders' },
  },
  { title: 'no permission', fault: { answer: 403, reason: 'Forbidden' } },
  { title: 'a credential that is not accepted', fault: { answer: 401, reason: 'Unauthorized' } },
  { title: 'a conflict', fault: { answer: 409, reason: 'Conflict' } },
  { title: 'a server that limits the user', fault: { answer: 429, headers: { 'retry-after': '0' } } },
  { title: 'a server that fails', fault: { answer: 500, reason: 'InternalError' } },
  { title: 'a format that the server does not speak', fault: { answer: 406, reason: 'NotAcceptable' } },
  { title: 'an answer that is no answer of Kubernetes', fault: { body: '<html>proxy login</html>' } },
  { title: 'an answer that is cut off', fault: { cutAt: 40 } },
  { title: 'a server that does not answer', fault: { stall: true } },
  { title: 'a call that the caller stops', fault: { stall: true }, cancelled: true },
  {
    title: 'no server at the address',
    kubeconfig: (folder, demo) =>
      written(folder, 'nowhere', demo.replaceAll(/server: \S+/g, 'server: http://127.0.0.1:9')),
  },
  { title: 'no kubeconfig', kubeconfig: (folder) => Promise.resolve(path.join(folder, 'absent')) },
  { title: 'a kubeconfig that is no YAML', kubeconfig: (folder) => written(folder, 'broken', 'clusters: [}') },
  {
    title: 'a login plugin that is not installed',
    kubeconfig: (folder, demo) =>
      written(
        folder,
        'plugin',
        demo.replace(
          /user:\n\s+token: \S+/,
          'user:\n      exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-login, interactiveMode: Never}',
        ),
      ),
  },
];

export function applyFault(proxy: FaultProxy, { fault }: FailureWorld): void {
  proxy.clear();
  if (fault !== undefined) proxy.set(/./, fault);
}

async function written(folder: string, name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text, { mode: 0o600 });
  return file;
}
