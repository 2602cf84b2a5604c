import Type from 'typebox';
import { Value } from 'typebox/value';
import { temporaryFolder } from '../process/temporaryFolder.ts';
import { controlPlaneBinaries } from './buildBinaries.ts';
import { startControlPlane, usualOptions } from './startControlPlane.ts';

/**
 * A control plane as a program, with the options that its argument gives as JSON: one JSON line when it is ready,
 * `{"programs": path, "kubeconfigs": {user: path}}`; it stops when its standard input closes, also while it builds or starts, so that it
 * never outlives whoever started it, however that one ended.
 */
const Options = Type.Partial(
  Type.Object({
    nodes: Type.Integer(),
    kubelets: Type.Union([Type.Literal('playing'), Type.Literal('silent')]),
    compactionSeconds: Type.Integer(),
    metrics: Type.Boolean(),
  }),
);
const given: unknown = JSON.parse(process.argv[2] ?? '{}');
if (!Value.Check(Options, given)) throw new Error(`No options of a control plane: ${process.argv[2] ?? ''}`);

let stop = (): Promise<void> => Promise.resolve();
process.stdin.resume().once('end', () => {
  // What is not stopped by then ends with this process.
  void stop().finally(() => process.exit(0));
});
const binaries = await controlPlaneBinaries();
const folder = temporaryFolder('kube-sre-control-plane');
const started = await startControlPlane(binaries, folder.path, { ...usualOptions, ...given });
stop = () => started.stop();
process.stdout.write(
  `${JSON.stringify({ programs: binaries.programs, kubeconfigs: started.credentials.kubeconfigs })}\n`,
);
