import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import type { ProcessCost } from './processCost.ts';
import { size } from './largeCluster.ts';

export interface ToolCost {
  readonly tool: string;
  readonly input: object;
  readonly wallMs: number;
  readonly requests: number;
  readonly bytes: number;
  readonly tokens: number;
  readonly longestBlockMs: number;
  readonly verdict: string;
  readonly trouble: string;
}

export interface Beside {
  readonly ours: ProcessCost;
  readonly kubectl: ProcessCost;
}

const title = '## A large cluster: `control-plane`';

/** The text of docs/benchmarks.md with these figures, without a date; what stands before their title is left as it is. */
export async function benchmarksPage(
  file: string,
  tools: readonly ToolCost[],
  { ours, kubectl }: Beside,
  about: { readonly kubernetes: string; readonly podKb: number; readonly rounds: number; readonly cores: number },
): Promise<string> {
  const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 });
  const times = (mine: number, theirs: number): string => `${(mine / theirs).toFixed(2)} ×`;
  const before = (await readFile(file, 'utf8')).split(title)[0] ?? '';
  const page = `${before.trimEnd()}

${title}

A real Kubernetes ${about.kubernetes} control plane with ${number(size.pods)} pods of ${about.podKb.toFixed(1)} KB, ${size.nodes} nodes and ${number(size.events)} events in ${size.namespaces} namespaces,
on the same ${about.cores} cores as what asks it. Repeat it with \`npm run bench -- control-plane\`, which writes the end of this page; it needs Go and
Linux, and takes half an hour, most of it until the pods are ready.

### Listing all pods, beside kubectl

Whole processes from start to end, in turn, medians of ${about.rounds}: \`kube-sre call list_kubernetes_pods\`, which reads every pod and answers with those
in trouble and counts of the rest, and \`kubectl get pods --all-namespaces\`.

| | kube-sre | kubectl | ratio | bar |
| --- | --- | --- | --- | --- |
| wall time, ms | ${number(ours.wallMs)} | ${number(kubectl.wallMs)} | ${times(ours.wallMs, kubectl.wallMs)} | 0.6 × |
| most memory, MB | ${number(ours.peakMb)} | ${number(kubectl.peakMb)} | ${times(ours.peakMb, kubectl.peakMb)} | 0.3 × |

### Every tool

Cold, each in a process of its own, medians of ${about.rounds}; the longest event-loop block is the least of them, since others on the machine only add to it.
Bytes are what came over the wire; tokens are those of the whole answer (o200k_base).

| tool | input | ms | requests | KB read | tokens | longest block, ms |
| --- | --- | --- | --- | --- | --- | --- |
${tools
  .map(
    ({ tool, input, wallMs, requests, bytes, tokens, longestBlockMs, trouble }) =>
      `| [${tool}](tools/${tool}.md) | ${Object.keys(input).length === 0 ? 'none' : `\`${JSON.stringify(input)}\``} | ${number(wallMs)} | ${requests} | ${number(bytes / 1024)} | ${trouble === '' ? number(tokens) : `error: ${trouble}`} | ${longestBlockMs.toFixed(0)} |`,
  )
  .join('\n')}
`;
  return format(page, { ...(await resolveConfig(file)), filepath: file });
}
