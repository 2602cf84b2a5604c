import { createServer } from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { build } from 'esbuild';
import { bundles } from '../../../../scripts/bundles.ts';
import { reportHtml } from '../../../../src/hosts/vscode/panels/reportHtml.ts';
import { root } from '../../../support/sourceImports.ts';

export interface ReportServer {
  readonly url: string;
  close(): Promise<void>;
}

const nonce = 'nonceOfThisTest';
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

/** Serves on loopback the page that the editor's host makes, with its policy, and the bundle as it ships. `/empty` has nothing in it. */
export async function startReportServer(): Promise<ReportServer> {
  const files = await bundle();
  const server = createServer((request, response) => {
    const { headers } = request;
    const url = request.url ?? '/';
    const origin = `http://${headers.host ?? ''}`;
    const file = files.get(url.slice(1).replace(/\?.*$/, ''));
    if (url === '/' || url === '/empty') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(url === '/' ? page(origin) : '<!DOCTYPE html><title>Empty</title><body></body>');
    } else if (file === undefined) response.writeHead(404).end();
    else response.setHeader('content-type', types[path.extname(url.replace(/\?.*$/, ''))] ?? 'text/plain').end(file);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function page(origin: string): string {
  return reportHtml({
    cspSource: origin,
    scriptUri: `${origin}/report.js`,
    styleUri: `${origin}/report.css`,
    nonce,
    title: 'Report',
    language: 'en',
  });
}

async function bundle(): Promise<ReadonlyMap<string, Uint8Array>> {
  const options = bundles(root).find(({ outdir }) => outdir?.endsWith('webview') === true);
  if (options === undefined) throw new Error('no bundle for the webviews');
  const { outputFiles } = await build({ ...options, write: false });
  return new Map(outputFiles.map((file) => [path.basename(file.path), file.contents]));
}
