import { listAt, textAt } from '../../unit/demo/demoClient.ts';
import type { ApiCall } from './apiCaller.ts';

const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
const betweenRenewals = 5000;

/**
 * Keeps the nodes of a control plane whose kubelets are silent alive. The leases are renewed at the moment at which the worlds are
 * looked at, and for the node controller a little later each time.
 * @returns leaves them alone
 */
export async function keepNodes(call: ApiCall, now: number): Promise<() => void> {
  let microseconds = 0;
  const renew = async (): Promise<void> => {
    microseconds += 1;
    // The demo's leases look renewed at each full ten seconds.
    const second = new Date(now - (now % 10_000)).toISOString().replace(/\.\d+Z$/, '');
    const renewTime = `${second}.${String(microseconds).padStart(6, '0')}Z`;
    const names = listAt(await call('GET', leases), 'items').map((lease) => textAt(lease, 'metadata', 'name'));
    // One that fails must not cost the others their life
    await Promise.allSettled(
      names.map((name) =>
        call('PATCH', `${leases}/${name}`, { spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime } }),
      ),
    );
  };
  await renew();
  const timer = setInterval(() => void renew().catch(() => undefined), betweenRenewals);
  return () => clearInterval(timer);
}
