import { readFileSync } from 'node:fs';
import { controlPlane, type ControlPlane } from '../support/controlPlane.ts';

const namespace = 'orders';
const world = readFileSync(new URL('orders.yaml', import.meta.url), 'utf8');

/** A control plane with the namespace `orders` in it, once its controllers and the scheduler have come to rest. */
export async function startOrders(): Promise<ControlPlane> {
  const cluster = await controlPlane();
  try {
    await cluster.kubectl(['apply', '-f', '-'], world);
    const wait = ['wait', '-n', namespace, '--timeout=90s'];
    await cluster.kubectl([...wait, '--for=condition=Available', 'deployment/orders-api', 'deployment/catalog']);
    await cluster.kubectl([...wait, '--for=condition=Complete', 'job/migrate']);
    await cluster.kubectl([...wait, '--for=condition=PodScheduled=False', 'pod/report', 'pod/gated']);
    await crash(cluster, 'catalog');
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** What a kubelet writes when a container keeps ending; there is none here. */
async function crash(cluster: ControlPlane, app: string): Promise<void> {
  const list = ['get', 'pods', '-n', namespace, '-l', `app=${app}`, '-o', 'jsonpath={.items[0].metadata.name}'];
  const pod = await cluster.kubectl(list);
  const terminated = { exitCode: 1, reason: 'Error', startedAt: hoursAgo(4), finishedAt: hoursAgo(3) };
  const waiting = { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' };
  const status = { name: app, image: 'orders/catalog:1', imageID: '', ready: false, restartCount: 14 };
  const patch = { status: { containerStatuses: [{ ...status, state: { waiting }, lastState: { terminated } }] } };
  await cluster.kubectl([
    'patch',
    'pod',
    pod,
    '-n',
    namespace,
    '--subresource=status',
    '--type=merge',
    '-p',
    JSON.stringify(patch),
  ]);
}

function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}
