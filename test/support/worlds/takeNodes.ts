import { setTimeout as sleep } from 'node:timers/promises';
import { listAt, textAt } from '../../unit/demo/demoClient.ts';
import type { ApiCall } from './apiCaller.ts';

const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
const betweenRenewals = 8000;

/**
 * Takes the nodes from KWOK: it plays only those whose lease it holds. From then on nobody but the test writes the status of a pod. The
 * leases are renewed at the moment at which the worlds are looked at, and for the node controller a little later each time.
 * @returns gives them up
 */
export async function takeNodes(call: ApiCall, now: number): Promise<() => void> {
  let microseconds = 0;
  const renew = async (): Promise<void> => {
    microseconds += 1;
    // The demo's leases look renewed at each full ten seconds.
    const second = new Date(now - (now % 10_000)).toISOString().replace(/\.\d+Z$/, '');
    const renewTime = `${second}.${String(microseconds).padStart(6, '0')}Z`;
    for (const lease of listAt(await call('GET', leases), 'items')) {
      const name = textAt(lease, 'metadata', 'name');
      await call('PATCH', `${leases}/${name}`, { spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime } });
    }
  };
  await renew();
  // KWOK has to see it.
  await sleep(1000);
  const timer = setInterval(() => void renew().catch(() => undefined), betweenRenewals);
  return () => clearInterval(timer);
}
