import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { isRecord } from '../../../src/core/json.ts';
import { textAt } from '../../unit/demo/demoClient.ts';

/** One request of the API server as the kubeconfig's user. Statuses of 400 and above reject with Refused. */
export type ApiCall = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => Promise<Record<string, unknown>>;

export class Refused extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** @param kubeconfig a file in JSON, as test/support/controlPlane writes it */
export function apiCaller(kubeconfig: string): { call: ApiCall; close(): void } {
  const config: unknown = JSON.parse(readFileSync(kubeconfig, 'utf8'));
  const server = textAt(config, 'clusters', 0, 'cluster', 'server');
  const token = textAt(config, 'users', 0, 'user', 'token');
  // The server is the one that the tests started, on loopback.
  const agent = new Agent({ keepAlive: true, maxSockets: 8, rejectUnauthorized: false });
  const call: ApiCall = (method, path, body) =>
    new Promise((resolve, reject) => {
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      const headers = { authorization: `Bearer ${token}`, 'content-type': type, accept: 'application/json' };
      const sent = request(server + path, { method, agent, headers });
      sent.on('response', (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('end', () => {
          const status = answer.statusCode ?? 500;
          const parsed: unknown = status < 400 ? JSON.parse(text) : undefined;
          if (isRecord(parsed)) resolve(parsed);
          else reject(new Refused(`${method} ${path}: ${text}`, status));
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return { call, close: () => agent.destroy() };
}
