import type { Finding } from '../../../core/finding.ts';
import { objectPath } from '../../../core/objectRef.ts';
import { ingressHostCovers } from '../../../kube/hosts.ts';
import { gateway, type Gateway } from '../../../kube/kinds/gateway.ts';
import { httpRoute } from '../../../kube/kinds/httpRoute.ts';
import { ingress } from '../../../kube/kinds/ingress.ts';
import { service } from '../../../kube/kinds/service.ts';
import { refOf } from '../../../kube/metadata.ts';
import { servicePort } from '../../../kube/services.ts';
import type { Entry, Selection } from './chainSelection.ts';

/** At most this many certificates are read for one chain. */
const maxSecrets = 2;

/** The TLS Secrets that matter for the host that the chain follows. */
export function relevantSecrets(entry: Extract<Entry, { type: 'ingress' }>): readonly string[] {
  const names = (entry.ingress.spec?.tls ?? [])
    .filter((_, index) => tlsMatters(entry, index))
    .flatMap(({ secretName }) => (secretName === undefined || secretName === '' ? [] : [secretName]));
  return [...new Set(names)].slice(0, maxSecrets);
}

function tlsMatters({ ingress: one, route }: Extract<Entry, { type: 'ingress' }>, index: number): boolean {
  const hosts = one.spec?.tls?.[index]?.hosts ?? [];
  const { host } = route;
  return (
    host === undefined || hosts.length === 0 || hosts.some((name) => name === host || ingressHostCovers(name, host))
  );
}

/** Whether a finding about an object of the chain is about the way that this chain takes through it. */
export function isOnChain(finding: Finding, selection: Selection, gateways: readonly Gateway[]): boolean {
  const { entry, service: step } = selection;
  const own = objectPath(finding.object);
  if (step?.state === 'found' && own === objectPath(refOf(service, step.service)))
    return isPortOnChain(finding, selection);
  if (entry?.type === 'ingress' && own === objectPath(refOf(ingress, entry.ingress))) {
    const at = finding.evidence[0]?.path ?? '';
    const tls = /^spec\.tls\[(\d+)\]/.exec(at)?.[1];
    if (tls !== undefined) return tlsMatters(entry, Number(tls));
    return !/^spec\.(rules|defaultBackend)/.test(at) || at.startsWith(entry.route.at);
  }
  if (entry?.type !== 'route') return false;
  if (own === objectPath(refOf(httpRoute, entry.route))) {
    const at = finding.evidence[0]?.path ?? '';
    return !at.startsWith('spec.rules') || at.startsWith(entry.backend.at);
  }
  return gateways.some((one) => own === objectPath(refOf(gateway, one)));
}

/** `spec.ports[1]…` of a Service where the chain takes another port is somebody else's trouble. */
function isPortOnChain({ evidence }: Finding, { service: step, port, everyPort }: Selection): boolean {
  const index = /^spec\.ports\[(\d+)\]/.exec(evidence[0]?.path ?? '')?.[1];
  if (index === undefined || port === undefined || everyPort === true || step?.state !== 'found') return true;
  const chosen = servicePort(step.service, port);
  return chosen === undefined || step.service.spec?.ports?.[Number(index)] === chosen;
}
