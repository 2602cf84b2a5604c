import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { createEngine } from '../../../src/compose.ts';
import { isRecord } from '../../../src/core/json.ts';
import { root } from '../../support/sourceImports.ts';
import { temporaryFolder } from '../../support/process/temporaryFolder.ts';

/** Calls a tool once, cold, and prints what it cost. Usage: toolOnce.ts KUBECONFIG TOOL JSON */
const [kubeconfig = '', tool = '', input = '{}'] = process.argv.slice(2);
const home = temporaryFolder('kube-sre-bench');
const engine = createEngine({
  env: { KUBE_SRE_HOME: home.path },
  homeDirectory: home.path,
  kubeconfig,
  version: 'bench',
  mediaDirectory: `${root}/media`,
  // Nobody is there to approve: a change ends with its plan
  changes: { isEnabled: () => true, howToEnable: '' },
});
const sockets = new Set<Socket>();
subscribe('http.client.response.finish', (message) => {
  if (isRecord(message) && message.response instanceof IncomingMessage) sockets.add(message.response.socket);
});
const delays = monitorEventLoopDelay({ resolution: 2 });
// What is loaded at the first call of any tool is not this tool's cost.
await engine.call('get_kubernetes_contexts', {}, { surface: 'test' });
await sleep(100);
delays.enable();
await sleep(30);
delays.reset();
const since = performance.now();
const { envelope, stats } = await engine.call(tool, JSON.parse(input), { surface: 'test' });
const wallMs = performance.now() - since;
await sleep(20);
delays.disable();
const { requests } = stats;
const bytes = [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0);
const tokens = encode(JSON.stringify(envelope)).length;
console.log(
  JSON.stringify({
    wallMs,
    requests,
    bytes,
    tokens,
    longestBlockMs: delays.max / 1e6,
    verdict: envelope.verdict,
    trouble: envelope.error?.message ?? '',
  }),
);
await engine.dispose();
home.remove();
