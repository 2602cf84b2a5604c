import type { Ingress } from '../kube/kinds/ingress.ts';
import type { PersistentVolumeClaim } from '../kube/kinds/persistentVolumeClaim.ts';
import type { Service } from '../kube/kinds/service.ts';
import type { WorkloadState } from '../kube/workloadState.ts';

/** `ClusterIP · 80, 443`. */
export function serviceState({ spec }: Service): WorkloadState {
  const ports = (spec?.ports ?? []).map(({ port, protocol = 'TCP' }) =>
    protocol === 'TCP' ? String(port) : `${port ?? ''}/${protocol}`,
  );
  const isHeadless = spec?.clusterIP === 'None';
  const type = isHeadless ? 'headless' : (spec?.type ?? 'ClusterIP');
  const target =
    spec?.type === 'ExternalName' ? [spec.externalName ?? ''] : ports.length === 0 ? [] : [ports.join(', ')];
  return { words: [type, ...target].join(' · '), level: 'ok' };
}

/** The hosts. */
export function ingressState({ spec }: Ingress): WorkloadState {
  const hosts = [...new Set((spec?.rules ?? []).map(({ host = '*' }) => host))];
  return { words: hosts.join(', '), level: 'ok' };
}

/** A claim may wait for its first pod, so Pending alone is no trouble. */
export function claimState({ spec, status }: PersistentVolumeClaim): WorkloadState {
  const phase = status?.phase ?? '';
  const size = status?.capacity?.storage ?? spec?.resources?.requests?.storage;
  const words = [phase, ...(size === undefined ? [] : [String(size)])].filter((word) => word !== '').join(' · ');
  return { words, level: phase === 'Lost' ? 'critical' : phase === 'Pending' ? 'starting' : 'ok' };
}
