import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import path from 'node:path';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { isRecord } from '../../../src/core/json.ts';

export type Answer = Record<string, unknown>;

/** Plain requests to an API server, many at a time: a process of kubectl for each would take minutes. */
export interface ApiClient {
  get(path: string, accept?: string): Promise<Answer>;
  post(path: string, body: object): Promise<Answer>;
  /** A JSON merge patch. */
  merge(path: string, body: object): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  close(): void;
}

const Config = Type.Object({
  clusters: Type.Tuple([
    Type.Object({ cluster: Type.Object({ server: Type.String(), 'certificate-authority': Type.String() }) }),
  ]),
  users: Type.Tuple([Type.Object({ user: Type.Object({ token: Type.String() }) })]),
});

/** Of a kubeconfig as the tests' control plane writes it. */
export function apiClient(kubeconfig: string): ApiClient {
  const config: unknown = JSON.parse(readFileSync(kubeconfig, 'utf8'));
  if (!Value.Check(Config, config)) throw new Error(`${kubeconfig} is no kubeconfig of a control plane`);
  const { server, 'certificate-authority': authority } = config.clusters[0].cluster;
  const { token } = config.users[0].user;
  const ca = readFileSync(path.resolve(path.dirname(kubeconfig), authority));
  const agent = new Agent({ keepAlive: true, maxSockets: 16, ca });
  const send = (method: string, at: string, body?: object, type = 'application/json', accept = 'application/json') =>
    new Promise<Answer>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': type, accept };
      const sent = request(server + at, { method, agent, headers });
      sent.on('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          const parsed: unknown = (answer.statusCode ?? 500) < 400 ? JSON.parse(text) : undefined;
          if (isRecord(parsed)) resolve(parsed);
          else reject(new Error(`${method} ${at}: ${String(answer.statusCode)} ${text.slice(0, 2000)}`));
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    get: (at, accept) => send('GET', at, undefined, undefined, accept),
    post: (at, body) => send('POST', at, body),
    merge: (at, body) => send('PATCH', at, body, 'application/merge-patch+json'),
    delete: (at) => send('DELETE', at),
    close: () => agent.destroy(),
  };
}

/** A namespace with the service account that pods need at once. */
export async function makeNamespace(api: ApiClient, name: string, labels: object = {}): Promise<void> {
  await api.post('/api/v1/namespaces', { metadata: { name, labels } });
  await api
    .post(`/api/v1/namespaces/${name}/serviceaccounts`, { metadata: { name: 'default' } })
    .catch((error: unknown) => {
      // The controller may have been first.
      if (!(error instanceof Error) || !error.message.includes('AlreadyExists')) throw error;
    });
}

/** The `items` of a list's answer. */
export function itemsOf({ items }: Answer): readonly Answer[] {
  return Array.isArray(items) ? items.filter(isRecord) : [];
}
