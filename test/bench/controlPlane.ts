import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { isRecord } from '../../src/core/json.ts';
import { controlPlane, type ControlPlane } from '../support/controlPlane.ts';
import { temporaryFolder } from '../support/process/temporaryFolder.ts';
import { root } from '../support/sourceImports.ts';
import type { BenchRow } from './benchRow.ts';
import { benchmarksPage, type ToolCost } from './controlPlane/benchmarksPage.ts';
import { fillCluster, shopName, size } from './controlPlane/largeCluster.ts';
import { processCost, type ProcessCost } from './controlPlane/processCost.ts';
import { toolInputs } from './controlPlane/toolInputs.ts';

const rounds = 3;

/** Every tool on a real control plane of 5,000 pods, and the list of all pods beside kubectl in the same run; writes docs/benchmarks.md. */
export async function largeControlPlane(): Promise<readonly BenchRow[]> {
  const cluster = await controlPlane({ nodes: size.nodes });
  const home = temporaryFolder('kube-sre-bench');
  try {
    await fillCluster(cluster, (line) => console.error(line));
    const env = { ...process.env, KUBE_SRE_HOME: home.path };
    const beside = await besideKubectl(cluster, env);
    const tools: ToolCost[] = [];
    for (const { tool, input } of toolInputs()) tools.push(await toolCost(cluster.kubeconfigs.admin, tool, input));
    const file = path.join(root, 'docs/benchmarks.md');
    const about = { ...(await measured(cluster)), rounds, cores: availableParallelism() };
    writeFileSync(file, await benchmarksPage(file, tools, beside, about));
    const { ours, kubectl } = beside;
    return [
      row('5,000 real pods: wall ms beside kubectl', ours.wallMs, kubectl.wallMs, 0.6),
      row('5,000 real pods: memory MB beside kubectl', ours.peakMb, kubectl.peakMb, 0.3),
    ];
  } finally {
    home.remove();
    await cluster.stop();
  }
}

async function besideKubectl(
  { kubeconfigs: { admin }, programs }: ControlPlane,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly ours: ProcessCost; readonly kubectl: ProcessCost }> {
  const ours: ProcessCost[] = [];
  const theirs: ProcessCost[] = [];
  const cli = path.join(root, 'dist/cli.js');
  for (let round = 0; round < rounds + 2; round += 1) {
    ours.push(await processCost(process.execPath, [cli, 'call', 'list_kubernetes_pods', '--kubeconfig', admin], env));
    theirs.push(
      await processCost(
        path.join(programs, 'kubectl'),
        ['--kubeconfig', admin, 'get', 'pods', '--all-namespaces'],
        env,
      ),
    );
  }
  const lines = theirs[0]?.output.trim().split('\n').length ?? 0;
  if (lines < size.pods) throw new Error(`kubectl printed ${lines} lines`);
  return { ours: middle(ours), kubectl: middle(theirs) };
}

function middle(all: readonly ProcessCost[]): ProcessCost {
  return {
    wallMs: median(all.map(({ wallMs }) => wallMs)),
    peakMb: median(all.map(({ peakMb }) => peakMb)),
    output: '',
  };
}

async function toolCost(kubeconfig: string, tool: string, input: object): Promise<ToolCost> {
  const told: Record<string, unknown>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const script = path.join(root, 'test/bench/controlPlane/toolOnce.ts');
    const args = ['--disable-warning=ExperimentalWarning', script, kubeconfig, tool, JSON.stringify(input)];
    const { output } = await processCost(process.execPath, args, process.env);
    const one: unknown = JSON.parse(output);
    if (isRecord(one)) told.push(one);
  }
  const all = (field: string): readonly number[] => told.map((one) => Number(one[field]));
  return {
    tool,
    input,
    wallMs: median(all('wallMs')),
    requests: median(all('requests')),
    bytes: median(all('bytes')),
    tokens: median(all('tokens')),
    longestBlockMs: Math.min(...all('longestBlockMs')),
    verdict: String(told[0]?.verdict),
    trouble: String(told[0]?.trouble),
  };
}

async function measured(cluster: ControlPlane): Promise<{ readonly kubernetes: string; readonly podKb: number }> {
  const version: unknown = JSON.parse(await cluster.kubectl(['get', '--raw', '/version']));
  const pods = await cluster.kubectl(['get', '--raw', `/api/v1/namespaces/${shopName}/pods`]);
  const count = (await cluster.kubectl(['get', 'pods', '-n', shopName, '-o', 'name'])).trim().split('\n').length;
  return { kubernetes: isRecord(version) ? String(version.gitVersion) : '', podKb: pods.length / count / 1024 };
}

function row(metric: string, ours: number, baseline: number, most: number): BenchRow {
  const ratio = ours / baseline;
  return {
    bench: 'control-plane',
    metric,
    ours: Math.round(ours),
    baseline: Math.round(baseline),
    ratio,
    bar: `≤ ${most} ×`,
    met: ratio <= most,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
