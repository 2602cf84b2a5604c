import { publishedAddresses } from '../kube/ingresses.ts';
import type { Ingress } from '../kube/kinds/ingress.ts';
import type { PersistentVolumeClaim } from '../kube/kinds/persistentVolumeClaim.ts';
import type { Service } from '../kube/kinds/service.ts';
import type { WorkloadState } from '../kube/workloadState.ts';

// What is wrong with a Service or an Ingress stands in other objects: verdicts.ts puts it before these words.

/** `ClusterIP · 80, 443`. */
export function serviceState({ metadata, spec }: Service): WorkloadState {
  const ports = (spec?.ports ?? []).map(({ port = '?', protocol = 'TCP' }) =>
    protocol === 'TCP' ? String(port) : `${port}/${protocol}`,
  );
  const isHeadless = spec?.clusterIP === 'None';
  const type = isHeadless ? 'headless' : (spec?.type ?? 'ClusterIP');
  const target =
    spec?.type === 'ExternalName' ? [spec.externalName ?? ''] : ports.length === 0 ? [] : [ports.join(', ')];
  return { words: [...ending(metadata), type, ...target].join(' · '), level: levelOf(metadata) };
}

/** The hosts, and where they are served. */
export function ingressState(ingress: Ingress): WorkloadState {
  const { metadata, spec } = ingress;
  const hosts = [...new Set((spec?.rules ?? []).map(({ host = '*' }) => (host === '' ? '*' : host)))];
  const [address] = publishedAddresses(ingress);
  const words = [...ending(metadata), hosts.join(', '), ...(address === undefined ? [] : [address])];
  return { words: words.filter((word) => word !== '').join(' · '), level: levelOf(metadata) };
}

/** A claim may wait for its first pod, so Pending alone is no trouble; a pod that waits for it says so itself. */
export function claimState({ metadata, spec, status }: PersistentVolumeClaim): WorkloadState {
  const phase = status?.phase ?? '';
  const size = status?.capacity?.storage ?? spec?.resources?.requests?.storage;
  const words = [...ending(metadata), phase, ...(size === undefined ? [] : [String(size)])];
  const level = phase === 'Lost' ? 'critical' : phase === 'Pending' ? 'starting' : levelOf(metadata);
  return { words: words.filter((word) => word !== '').join(' · '), level };
}

type Deletable = { readonly deletionTimestamp?: string } | undefined;

function ending(metadata: Deletable): readonly string[] {
  return metadata?.deletionTimestamp === undefined ? [] : ['Terminating'];
}

function levelOf(metadata: Deletable): 'ok' | 'quiet' {
  return metadata?.deletionTimestamp === undefined ? 'ok' : 'quiet';
}
