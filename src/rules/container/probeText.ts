import type { Probe } from '../../kube/kinds/container.ts';
import type { Pod } from '../../kube/kinds/pod.ts';

/** `GET :8080/healthz every 10 s, 3 failures, 1 s each`. Defaults: core/v1. */
export function probeText(probe: Probe | undefined): string {
  if (probe === undefined) return 'no probe';
  const { periodSeconds = 10, failureThreshold = 3, timeoutSeconds = 1 } = probe;
  return `${handlerText(probe)} every ${periodSeconds} s, ${failureThreshold === 1 ? '1 failure' : `${failureThreshold} failures`}, ${timeoutSeconds} s each`;
}

/** What a startup probe allows in all, in seconds. */
export function budgetSeconds(probe: Probe | undefined): number {
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = probe ?? {};
  return initialDelaySeconds + periodSeconds * failureThreshold;
}

/** How it ended after TERM: KILL follows when its grace period is over (setTerminationGracePeriod in pkg/kubelet/kuberuntime). */
export function probeEndText(exitCode: number, probe: Probe | undefined, { spec }: Pod): string {
  const grace = probe?.terminationGracePeriodSeconds ?? spec?.terminationGracePeriodSeconds ?? 30;
  return exitCode === 137 ? `exit code 137, not ended ${grace} s after TERM` : `exit code ${exitCode}`;
}

function handlerText({ httpGet, tcpSocket, grpc, exec }: Probe): string {
  if (httpGet !== undefined) return `GET :${httpGet.port ?? ''}${httpGet.path ?? '/'}`;
  if (tcpSocket !== undefined) return `TCP :${tcpSocket.port ?? ''}`;
  if (grpc !== undefined) return `gRPC :${grpc.port ?? ''}`;
  return exec === undefined ? 'probe' : `exec ${(exec.command ?? []).join(' ').slice(0, 80)}`;
}
