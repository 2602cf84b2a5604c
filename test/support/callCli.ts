import { fileURLToPath } from 'node:url';
import type { Envelope } from '../../src/core/envelope.ts';
import { checkEnvelope } from './checkEnvelope.ts';
import { temporaryFolder } from './process/temporaryFolder.ts';
import { runProgram } from './process/runProgram.ts';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** `kube-sre call` of the built program with this kubeconfig, its answer checked against the published schema. Wants `dist/`. */
export async function callCli(kubeconfig: string, tool: string, input: object): Promise<Envelope> {
  const args = [cli, 'call', tool, JSON.stringify(input), '--kubeconfig', kubeconfig];
  // Its calls do not belong into the log of whoever runs the tests.
  const home = temporaryFolder('kube-sre-cli');
  const env = { ...process.env, KUBE_SRE_HOME: home.path };
  const { code, stdout, stderr } = await runProgram(process.execPath, args, { env }).finally(() => home.remove());
  if (code !== 0) throw new Error(`${tool} ended with ${String(code)}:\n${stderr}${stdout}`);
  return checkEnvelope(JSON.parse(stdout));
}
