import { createServer } from 'node:https';
import { once } from 'node:events';
import { isRecord, type JsonObject } from '../../../src/core/json.ts';
import { selfSignedCertificate } from '../../../src/demo/http/selfSignedCertificate.ts';
import { milliseconds } from '../../../src/demo/world/parseWorld.ts';
import { at, listAt, textAt } from '../../unit/demo/demoClient.ts';
import type { ApiCall } from './apiCaller.ts';

/**
 * What the API server asks a kubelet for logs, for all nodes: it answers with the lines of the worlds' documents `kind: Log`.
 * @param now milliseconds since the epoch: the moment from which the lines' ages count back
 * @returns `join` makes it that of the nodes that there are now; `close` ends it
 */
export async function pretendedKubelet(
  call: ApiCall,
  logs: readonly JsonObject[],
  now: number,
): Promise<{ join(): Promise<void>; close(): Promise<void> }> {
  const { certificate, key } = selfSignedCertificate(Date.now(), { hosts: ['localhost'], addresses: ['127.0.0.1'] });
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://kubelet');
    const [, , namespace = '', pod = '', container = ''] = pathname.split('/');
    void call('GET', `/api/v1/namespaces/${namespace}/pods/${pod}`).then((found) => {
      const run = runOf(found, container, searchParams.get('previous') === 'true');
      if ('refusal' in run) return response.writeHead(400).end(run.refusal);
      const lines = logs
        .filter((log) => textAt(log, 'namespace') === namespace && textAt(log, 'container') === container)
        .filter((log) => (log.previous === true) === run.previous)
        .filter((log) => pod === textAt(log, 'pods') || pod.startsWith(`${textAt(log, 'pods')}-`))
        .flatMap((log) => textAt(log, 'lines').split('\n'))
        .filter((line) => line !== '')
        .map((line) => stamped(line, now, searchParams.get('timestamps') === 'true'));
      const tail = searchParams.get('tailLines');
      const kept = tail === null ? lines : lines.slice(Math.max(0, lines.length - Number(tail)));
      return response.writeHead(200, { 'content-type': 'text/plain' }).end(kept.join(''));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = isRecord(address) ? address.port : 0;
  return {
    join: async () => {
      for (const node of listAt(await call('GET', '/api/v1/nodes'), 'items')) {
        const known = listAt(node, 'status', 'addresses');
        const addresses = known.length > 0 ? known : [{ type: 'InternalIP', address: '127.0.0.1' }];
        const status = { addresses, daemonEndpoints: { kubeletEndpoint: { Port: port } } };
        await call('PATCH', `/api/v1/nodes/${textAt(node, 'metadata', 'name')}/status`, { status });
      }
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function stamped(line: string, now: number, timestamps: boolean): string {
  const space = line.indexOf(' ');
  const when = new Date(now - (milliseconds(line.slice(0, space)) ?? 0)).toISOString().replace('Z', '000000Z');
  return `${timestamps ? `${when} ` : ''}${line.slice(space + 1)}\n`;
}

/** Source: validateContainerLogStatus, kubernetes/pkg/kubelet/kubelet_pods.go. */
function runOf(pod: object, container: string, previous: boolean): { previous: boolean } | { refusal: string } {
  const all = [...listAt(pod, 'status', 'initContainerStatuses'), ...listAt(pod, 'status', 'containerStatuses')];
  const status = all.find((one) => textAt(one, 'name') === container);
  const quoted = `"${container}" in pod "${textAt(pod, 'metadata', 'name')}"`;
  if (status === undefined) return { refusal: `container ${quoted} is not available` };
  const hasLast = textAt(status, 'lastState', 'terminated', 'containerID') !== '';
  if (previous) return hasLast ? { previous } : { refusal: `previous terminated container ${quoted} not found` };
  if (at(status, 'state', 'waiting') === undefined) return { previous: false };
  if (hasLast) return { previous: true };
  const reason = textAt(status, 'state', 'waiting', 'reason');
  const words: Record<string, string> = {
    ErrImagePull: "image can't be pulled",
    ImagePullBackOff: 'trying and failing to pull image',
  };
  return { refusal: `container ${quoted} is waiting to start: ${words[reason] ?? reason}` };
}
