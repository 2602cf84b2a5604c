import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { podSummaries } from '../../src/kube/podSummary.ts';
import { clusterOf, never } from '../support/fakeApiClient.ts';

/** Lists all pods once, in one of two ways, and prints what it cost this process. Usage: listPodsOnce.ts ours|clientNode, the kubeconfig in KUBECONFIG_TEXT. */
const kubeconfig = process.env.KUBECONFIG_TEXT ?? '';
const list = process.argv[2] === 'ours' ? await ours() : await clientNode();

await sleep(100);
globalThis.gc?.();
const rssBefore = process.memoryUsage().rss;
const delays = monitorEventLoopDelay({ resolution: 2 });
delays.enable();
await sleep(30);
delays.reset();
const before = process.cpuUsage();
const since = performance.now();
const pods = await list();
const wallMs = performance.now() - since;
const { user, system } = process.cpuUsage(before);
await sleep(20);
delays.disable();
console.log(
  JSON.stringify({
    pods,
    wallMs,
    cpuMs: (user + system) / 1000,
    addedMb: process.resourceUsage().maxRSS / 1024 - rssBefore / 1024 / 1024,
    longestBlockMs: delays.max / 1e6,
  }),
);

async function ours(): Promise<() => Promise<number>> {
  const limits = { connect: 10_000, idle: 60_000, call: 120_000, login: 60_000 };
  const cluster = await clusterOf(kubeconfig, { limits });
  return async () => (await cluster.list(podSummaries, {}, never)).items.length;
}

async function clientNode(): Promise<() => Promise<number>> {
  const { CoreV1Api, KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  const api = config.makeApiClient(CoreV1Api);
  return async () => (await api.listPodForAllNamespaces()).items.length;
}
