import { request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { isRecord } from '../../../src/core/json.ts';
import type { Demo } from '../../../src/demo/serveCluster.ts';
import { startDemo, type DemoOptions } from '../../../src/demo/startDemo.ts';

export const mediaDirectory = fileURLToPath(new URL('../../../media', import.meta.url));

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; an empty object where it is none. */
  readonly body: Record<string, unknown>;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Default: the demo's own. Empty: no header at all. */
  readonly token?: string;
}

export interface DemoClient {
  readonly demo: Demo;
  readonly token: string;
  /** Of who may only read. */
  readonly readerToken: string;
  ask(path: string, asked?: Asked): Promise<Reply>;
  /** The items of a list. */
  items(path: string): Promise<readonly Record<string, unknown>[]>;
  /** The events of a watch until it ends. `whileOpen` runs once the head has come. */
  watch(path: string, whileOpen?: () => void): Promise<readonly WatchLine[]>;
  close(): Promise<void>;
}

export interface WatchLine {
  readonly type: string;
  readonly object: Record<string, unknown>;
}

/** The embedded demo cluster and a client of it. */
export async function demoClient(options: Partial<DemoOptions> = {}): Promise<DemoClient> {
  return clientOf(await startDemo({ mediaDirectory, ...options }));
}

/** A client that trusts the certificate of the demo's kubeconfig, and nothing else. */
export function clientOf(demo: Demo): DemoClient {
  const config = load(demo.kubeconfig);
  const encoded = textAt(config, 'clusters', 0, 'cluster', 'certificate-authority-data');
  const ca = Buffer.from(encoded, 'base64').toString('utf8');
  const token = textAt(config, 'users', 0, 'user', 'token');
  const readerToken = textAt(load(demo.readerKubeconfig), 'users', 0, 'user', 'token');

  function ask(path: string, asked: Asked = {}, onHead?: () => void): Promise<Reply> {
    const bearer = asked.token ?? token;
    const headers = {
      ...(bearer === '' ? {} : { authorization: `Bearer ${bearer}` }),
      // Of a DELETE nobody else would say that it has a body.
      ...(asked.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(asked.body)) }),
      ...asked.headers,
    };
    return new Promise((resolve, reject) => {
      const call = request(`${demo.server}${path}`, { method: asked.method ?? 'GET', ca, headers }, (response) => {
        const chunks: Buffer[] = [];
        onHead?.();
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const raw = Buffer.concat(chunks);
          const plain = response.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
          const text = plain.toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: bodyOf(text) });
        });
      });
      call.on('error', reject);
      call.end(asked.body);
    });
  }

  return {
    demo,
    token,
    readerToken,
    ask: (path, asked) => ask(path, asked),
    items: async (path) => {
      const { body } = await ask(path);
      return Array.isArray(body.items) ? body.items.filter(isRecord) : [];
    },
    watch: async (path, whileOpen) => {
      const { text } = await ask(path, {}, whileOpen);
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line): WatchLine => {
          const event = bodyOf(line);
          return { type: String(event.type), object: isRecord(event.object) ? event.object : {} };
        });
    },
    close: () => demo.close(),
  };
}

function bodyOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** What lies at a path; undefined where it ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((current, key) => {
    if (Array.isArray(current)) return (current as readonly unknown[])[Number(key)];
    return isRecord(current) ? current[key] : undefined;
  }, value);
}

/** The text at a path; empty where there is none. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

export function nameOf(object: unknown): string {
  return textAt(object, 'metadata', 'name');
}
