import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { controlPlaneBinaries } from '../support/controlPlane/buildBinaries.ts';
import { runProgram, type RunResult } from '../support/process/runProgram.ts';
import { temporaryFolder } from '../support/process/temporaryFolder.ts';

/** The real kubectl, for one cluster, with a cache of its own. */
export interface Kubectl {
  readonly program: string;
  /** Before the arguments of each call. */
  readonly flags: readonly string[];
  run(...args: readonly string[]): Promise<RunResult>;
  /** What it prints. @throws Error when it fails */
  print(...args: readonly string[]): Promise<string>;
  /** What it says when it fails. @throws Error when it does not */
  refusal(...args: readonly string[]): Promise<string>;
  remove(): void;
}

export type Kubeconfig = { readonly yaml: string } | { readonly file: string };

export async function kubectlFor(kubeconfig: Kubeconfig): Promise<Kubectl> {
  const { programs } = await controlPlaneBinaries();
  const folder = temporaryFolder('kube-sre-kubectl');
  const file = 'file' in kubeconfig ? kubeconfig.file : path.join(folder.path, 'config');
  if ('yaml' in kubeconfig) writeFileSync(file, kubeconfig.yaml, { mode: 0o600 });
  const program = path.join(programs, 'kubectl');
  const flags = ['--kubeconfig', file, '--cache-dir', path.join(folder.path, 'cache')];
  // HOME: kubectl reads a kuberc file there.
  const env = { HOME: folder.path, PATH: process.env.PATH, TZ: 'UTC' };
  const run: Kubectl['run'] = (...args) => runProgram(program, [...flags, ...args], { env });
  return {
    program,
    flags,
    run,
    async print(...args) {
      const { code, stdout, stderr } = await run(...args);
      if (code !== 0) throw new Error(`kubectl ${args.join(' ')} ended with ${String(code)}: ${stderr}`);
      return stdout;
    },
    async refusal(...args) {
      const { code, stdout, stderr } = await run(...args);
      if (code === 0) throw new Error(`kubectl ${args.join(' ')} did not fail: ${stdout}`);
      return stderr.trim();
    },
    remove: () => folder.remove(),
  };
}
