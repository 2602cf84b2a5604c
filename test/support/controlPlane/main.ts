import { temporaryFolder } from '../process/temporaryFolder.ts';
import { controlPlaneBinaries } from './buildBinaries.ts';
import { startControlPlane } from './startControlPlane.ts';

/**
 * A control plane as a program, with as many nodes as its argument says: one JSON line when it is ready,
 * `{"programs": path, "kubeconfigs": {user: path}}`; it stops when its standard input closes, also while it builds or starts, so that it
 * never outlives whoever started it, however that one ended.
 */
let stop = (): Promise<void> => Promise.resolve();
process.stdin.resume().once('end', () => {
  // What is not stopped by then ends with this process.
  void stop().finally(() => process.exit(0));
});
const binaries = await controlPlaneBinaries();
const folder = temporaryFolder('kube-sre-control-plane');
const started = await startControlPlane(binaries, folder.path, Number(process.argv[2] ?? 3));
stop = () => started.stop();
process.stdout.write(
  `${JSON.stringify({ programs: binaries.programs, kubeconfigs: started.credentials.kubeconfigs })}\n`,
);
