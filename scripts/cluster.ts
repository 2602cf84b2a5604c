import { parseArgs } from 'node:util';
import { goMissing } from '../test/support/controlPlane/buildBinaries.ts';
import { controlPlane } from '../test/support/controlPlane.ts';

/** `npm run cluster [-- --nodes N --metrics]`: a real control plane with pretended nodes to play with, until Ctrl-C. */
const { values } = parseArgs({
  options: { nodes: { type: 'string', default: '3' }, metrics: { type: 'boolean', default: false } },
});
const nodes = Number(values.nodes);
if (!Number.isInteger(nodes) || nodes < 1)
  throw new Error(`--nodes takes a whole number above 0, not ${values.nodes}.`);

const missing = await goMissing();
if (missing === null) await play();
else {
  console.error(`${missing}. The control plane is built from Go modules: https://go.dev/doc/install`);
  process.exitCode = 1;
}

async function play(): Promise<void> {
  console.error(`Starting a control plane with ${nodes} ${nodes === 1 ? 'node' : 'nodes'} …`);
  const cluster = await controlPlane({ nodes, metrics: values.metrics });
  await cluster.kubectl(['create', 'clusterrolebinding', 'viewer', '--clusterrole=view', '--user=viewer']);
  const { admin, viewer, nobody } = cluster.kubeconfigs;
  console.log(admin);
  console.error(
    [
      `Ready. Try it:  ${cluster.programs}/kubectl --kubeconfig ${admin} get nodes`,
      `Who only reads, without Secrets: ${viewer}`,
      `Who may do nothing:              ${nobody}`,
      ...(values.metrics
        ? [
            'kubectl top has figures within a minute; a pod uses what its annotations kwok.x-k8s.io/usage-cpu and -memory say.',
          ]
        : []),
      'Nodes and containers are pretended. Ctrl-C stops it and removes everything.',
    ].join('\n'),
  );
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  console.error('Stopping …');
  await cluster.stop();
}
