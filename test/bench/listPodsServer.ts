import { gzipSync } from 'node:zlib';
import { makeCertificate } from '../support/fakeApiCertificates.ts';
import { startFakeApi } from '../support/fakeApiServer.ts';
import { largePod } from './listPodsData.ts';

/** Serves lists of pods over TLS, packed beforehand, so that no time of the server is measured. Prints its kubeconfig; ends with its input. */
const count = Number(process.argv[2]);
const pods = Array.from({ length: count }, (_, index) => JSON.stringify(largePod(index)));
const packed = new Map<string, Buffer>();

function page(from: number, size: number): Buffer {
  const key = `${from} ${size}`;
  const kept = packed.get(key);
  if (kept !== undefined) return kept;
  const rest = Math.max(0, count - from - size);
  const metadata = JSON.stringify({
    resourceVersion: '1',
    ...(rest === 0 ? {} : { continue: String(from + size), remainingItemCount: rest }),
  });
  const items = pods.slice(from, from + size).join(',');
  const bytes = gzipSync(`{"kind":"PodList","apiVersion":"v1","metadata":${metadata},"items":[${items}]}\n`, {
    level: 1,
  });
  packed.set(key, bytes);
  return bytes;
}

page(0, count);
for (let from = 0; from < count; from += 500) page(from, 500);

const authority = makeCertificate({ name: 'bench', authority: true });
const api = await startFakeApi({
  tls: makeCertificate({ name: 'api', issuer: authority, addresses: ['127.0.0.1'] }),
  handle: ({ query }, response) => {
    const bytes = page(Number(query.get('continue') ?? 0), Number(query.get('limit') ?? count));
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': bytes.length,
    });
    response.end(bytes);
  },
});
const ca = Buffer.from(authority.certificate).toString('base64');
const bytesPerPod = Math.round(pods.reduce((sum, pod) => sum + pod.length, 0) / count);
console.log(
  JSON.stringify({ kubeconfig: api.kubeconfig({ cluster: { 'certificate-authority-data': ca } }), bytesPerPod }),
);
process.stdin.resume();
process.stdin.once('end', () => void api.close());
