import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { madeOnce } from '../cache/madeOnce.ts';
import { mustRun } from '../process/mustRun.ts';
import { ownedProcess } from '../process/ownedProcess.ts';
import { runProgram } from '../process/runProgram.ts';

/** The Go module whose `tool` lines name the programs; it has no code of its own. */
const moduleFolder = fileURLToPath(new URL('../../controlPlane/', import.meta.url));

export interface ControlPlaneBinaries {
  /** Holds `server` (etcd), `kube-apiserver`, `kube-controller-manager`, `kube-scheduler`, `kwok`, `kubectl`, `metrics-server`. */
  readonly programs: string;
  /** KWOK's own manifest: the stages of nodes and pods that stand in for a kubelet. */
  readonly stages: string;
}

/** Kubernetes, etcd and KWOK from the Go module proxy: about 4 minutes on 2 cores from nothing, once. */
export async function controlPlaneBinaries(): Promise<ControlPlaneBinaries> {
  const pinned = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) pinned.update(readFileSync(path.join(moduleFolder, file)));
  const folder = await madeOnce(
    `control-plane-${pinned.digest('hex').slice(0, 16)}-${process.platform}-${process.arch}`,
    build,
  );
  return { programs: path.join(folder, 'bin'), stages: path.join(folder, stagesFile) };
}

/** Null where Go is there, else why the control plane cannot be had. */
export async function goMissing(): Promise<string | null> {
  const version = await runProgram('go', ['version']).catch(() => undefined);
  return version?.code === 0 ? null : 'Go is not installed, or not on the path';
}

async function build(folder: string): Promise<void> {
  const go = (...args: string[]): Promise<string> =>
    mustRun('go', args, { cwd: moduleFolder, env: { ...process.env, GOWORK: 'off' } });
  process.stderr.write('control plane: building Kubernetes, etcd and KWOK, some minutes the first time\n');
  const version = (await go('list', '-m', '-f', '{{.Version}}', 'k8s.io/kubernetes')).trim();
  const [major = '', minor = ''] = version.slice(1).split('.');
  const stamps = [
    `k8s.io/component-base/version.gitVersion=${version}`,
    `k8s.io/component-base/version.gitMajor=${major}`,
    `k8s.io/component-base/version.gitMinor=${minor}`,
    `k8s.io/client-go/pkg/version.gitVersion=${version}`,
  ];
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  const flags = ['-s', '-w', ...stamps.map((stamp) => `-X ${stamp}`)].join(' ');
  await buildShowingProgress(folder, ['-trimpath', '-ldflags', flags, '-o', `${bin}${path.sep}`, 'tool']);
  const kwok = (await go('list', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/kwok')).trim();
  const stages = stagePaths.map((stage) =>
    readFileSync(path.join(kwok, 'kustomize', 'stage', `${stage}.yaml`), 'utf8'),
  );
  writeFileSync(path.join(folder, stagesFile), stages.join('\n---\n'));
  process.stderr.write('control plane: built, and kept for the next time\n');
}

/** Ends with this process, and leaves nothing in the system's folder for temporary files, whatever happens. */
async function buildShowingProgress(folder: string, args: readonly string[]): Promise<void> {
  const draft = path.join(folder, 'draft');
  mkdirSync(draft);
  const log = path.join(folder, 'build.log');
  const env = { ...process.env, GOWORK: 'off', GOTMPDIR: draft };
  const since = Date.now();
  // -v prints the name of each package as it is compiled
  const building = ownedProcess('go', ['build', '-v', ...args], { cwd: moduleFolder, env, log });
  const seconds = (): number => Math.round((Date.now() - since) / 1000);
  const progress = setInterval(() => {
    const packages = readFileSync(log, 'utf8').split('\n').length - 1;
    process.stderr.write(`control plane: ${packages} packages compiled, ${seconds()} s\n`);
  }, 10_000);
  const code = await building.ended.finally(() => clearInterval(progress));
  if (code !== 0) throw new Error(`go build ended with ${String(code)}:\n${readFileSync(log, 'utf8').slice(-4000)}`);
  rmSync(draft, { recursive: true, force: true });
  rmSync(log);
}

const stagesFile = 'stages.yaml';

/** Nodes are ready at once and beat; pods go from Pending over their init containers to Running, and away when deleted. */
const stagePaths = [
  'node/fast/node-initialize',
  'node/heartbeat-with-lease/node-heartbeat-with-lease',
  'pod/general/pod-create',
  'pod/general/pod-init-container-running',
  'pod/general/pod-init-container-completed',
  'pod/general/pod-ready',
  'pod/general/pod-complete',
  'pod/general/pod-delete',
];
