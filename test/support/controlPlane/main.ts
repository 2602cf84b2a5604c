import { temporaryFolder } from '../process/temporaryFolder.ts';
import { controlPlaneBinaries } from './buildBinaries.ts';
import { startControlPlane } from './startControlPlane.ts';

/**
 * A control plane as a program: one JSON line when it is ready, `{"kubectl": path, "kubeconfigs": {user: path}}`; it stops when
 * its standard input closes, so that it never outlives whoever started it, however that one ended.
 */
const binaries = await controlPlaneBinaries();
const folder = temporaryFolder('kube-sre-control-plane');
const started = await startControlPlane(binaries, folder.path);
const { kubeconfigs } = started.credentials;
process.stdout.write(`${JSON.stringify({ programs: binaries.programs, kubeconfigs })}\n`);
process.stdin.resume().once('end', () => {
  void started.stop().finally(() => {
    folder.remove();
    process.exit(0);
  });
});
