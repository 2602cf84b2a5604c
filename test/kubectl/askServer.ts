import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import path from 'node:path';
import { load } from 'js-yaml';
import { isRecord } from '../../src/core/json.ts';
import { textAt } from '../unit/demo/demoClient.ts';
import type { Kubeconfig } from './kubectl.ts';

export interface Asked {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Instead of the user's own. */
  readonly token?: string;
}

export interface Refusal {
  readonly status: number;
  readonly contentType: string;
  /** The Status without its metadata, or the text. */
  readonly body: unknown;
}

/** What a server answers (`whole`: an object with its metadata), without what two servers need not have in common: who asks, and which forms besides JSON they know. */
export async function askServer(kubeconfig: Kubeconfig, asked: Asked, how?: 'whole'): Promise<Refusal> {
  const config = load('file' in kubeconfig ? readFileSync(kubeconfig.file, 'utf8') : kubeconfig.yaml);
  const cluster = (field: string): string => textAt(config, 'clusters', 0, 'cluster', field);
  const file = cluster('certificate-authority');
  const ca =
    'file' in kubeconfig
      ? readFileSync(path.resolve(path.dirname(kubeconfig.file), file))
      : Buffer.from(cluster('certificate-authority-data'), 'base64');
  const token = asked.token ?? textAt(config, 'users', 0, 'user', 'token');
  const { status, contentType, text } = await new Promise<{ status: number; contentType: string; text: string }>(
    (resolve, reject) => {
      const options = {
        ca,
        method: asked.method ?? 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          // Of a DELETE nobody else would say that it has a body.
          ...(asked.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(asked.body)) }),
          ...asked.headers,
        },
        agent: false,
      };
      const call = request(`${cluster('server')}${asked.path}`, options, (response) => {
        let received = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            text: received,
          }),
        );
        response.once('error', reject);
      });
      call.once('error', reject);
      call.end(asked.body);
    },
  );
  return { status, contentType, body: bodyOf(text, how) };
}

function bodyOf(text: string, how: 'whole' | undefined): unknown {
  const alike = text
    .replaceAll(/User \\"(?:demo|reader|viewer)\\"/g, 'USER')
    .replaceAll(': this user may only read the demo cluster', '')
    .replaceAll(', application/yaml', '')
    .replaceAll(/, application\/vnd\.kubernetes\.protobuf(?:;stream=watch)?/g, '');
  if (!alike.startsWith('{')) return alike.trim();
  const status: unknown = JSON.parse(alike);
  return isRecord(status) && how === undefined ? { ...status, metadata: {} } : status;
}
