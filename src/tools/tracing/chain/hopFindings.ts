import type { Finding } from '../../../core/finding.ts';
import type { OwnFinding } from '../../../core/ownFinding.ts';
import { isReadyEndpoint, endpointsOf, livePods, isReadyPod } from '../../../kube/endpoints.ts';
import { endpointSlice } from '../../../kube/kinds/endpointSlice.ts';
import { pod } from '../../../kube/kinds/pod.ts';
import { service } from '../../../kube/kinds/service.ts';
import { refOf } from '../../../kube/metadata.ts';
import { portsText, servicePort } from '../../../kube/services.ts';
import { unreadyEvidence } from '../../../kube/unreadyEvidence.ts';
import { whyUnready } from '../../../kube/whyUnready.ts';
import type { Hop } from './chainData.ts';
import type { ChainFacts } from './chainFacts.ts';
import type { Alias } from './readAlias.ts';

const portMissing = {
  id: 'service/port-missing',
  severity: 'critical',
  speaks: 'The chain was asked for on a port that its Service does not have.',
  silent:
    'No port was asked for; an Ingress or route names the missing port, which is its own finding (backend-port-missing).',
  exampleInput: { namespace: 'shop', name: 'web', port: 8080 },
} as const satisfies OwnFinding;

const aliasMissing = {
  id: 'service/alias-missing',
  severity: 'critical',
  speaks:
    'The chain leads to a Service that is an alias (ExternalName) of another one of the cluster, which does not exist.',
  silent: 'A name of the world outside, which nobody asked for here; an alias of a Service that could not be read.',
  exampleInput: { namespace: 'staging', name: 'mail' },
} as const satisfies OwnFinding;

const podNotReady = {
  id: 'pod/not-ready',
  severity: 'critical',
  speaks: 'The chain ends at a pod that is not ready, and no other finding tells why.',
  silent: 'Another finding explains the broken hop; pods that are finished or being deleted.',
  exampleInput: { kind: 'Pod', namespace: 'shop', name: 'cart-6b7c9f8d5b-m4xvz' },
} as const satisfies OwnFinding;

/** They depend on the question, or on what was read alone, so they are no rules. */
export const ownHopFindings: readonly OwnFinding[] = [portMissing, aliasMissing, podNotReady];

/**
 * What the rules cannot say of a broken hop, since it follows from the question (a port that was asked for) or from what was read
 * alone (no pods, only their endpoints): each broken hop has a finding with its evidence.
 */
export function hopFindings(facts: ChainFacts, hops: readonly Hop[]): readonly Finding[] {
  const isBroken = (wanted: Hop['hop']): boolean => hops.some(({ hop, state }) => hop === wanted && state === 'broken');
  const isExplained = facts.judgement.findings.some(({ severity }) => severity !== 'info');
  const port = missingPort(facts);
  if (isBroken('service') && port !== undefined) return [port];
  if (isBroken('service') && facts.alias?.state === 'absent') return aliasBroken(facts, facts.alias);
  if (isExplained) return [];
  if (isBroken('endpoints')) return endpointsBroken(facts);
  return isBroken('pods') ? podsBroken(facts) : [];
}

/** The port is the one that was asked for; one that an Ingress or route names is the finding of that. */
function missingPort({ service: one, selection: { port }, judgement }: ChainFacts): Finding | undefined {
  if (one === undefined || port === undefined || servicePort(one, port) !== undefined) return undefined;
  const isTold = judgement.findings.some(
    ({ rule, severity }) => severity === 'critical' && rule.endsWith('/backend-port-missing'),
  );
  if (isTold) return undefined;
  const object = refOf(service, one);
  const ports = one.spec?.ports ?? [];
  return {
    rule: portMissing.id,
    severity: portMissing.severity,
    object,
    message: `The Service has no port ${port} (it has: ${portsText(one)}).`,
    evidence: [{ object, path: 'spec.ports', value: ports.map(({ name, port: number }) => ({ name, port: number })) }],
    remedy:
      ports.length === 0
        ? `Add port ${port} to spec.ports of Service ${object.name}.`
        : `Call Service ${object.name} on a port that it has (${portsText(one)}), or add port ${port} to its spec.ports.`,
  };
}

function aliasBroken({ service: one }: ChainFacts, { namespace, name }: Alias): readonly Finding[] {
  if (one === undefined) return [];
  const object = refOf(service, one);
  return [
    {
      rule: aliasMissing.id,
      severity: aliasMissing.severity,
      object,
      message: `The Service is an alias of ${one.spec?.externalName ?? ''}, and namespace ${namespace} has no Service ${name}.`,
      evidence: [{ object, path: 'spec.externalName', value: one.spec?.externalName ?? null }],
      remedy: `Name a Service that exists in spec.externalName of ${object.name}, or make Service ${namespace}/${name}.`,
    },
  ];
}

function endpointsBroken({ service: one, slices }: ChainFacts): readonly Finding[] {
  if (one === undefined || slices.state === 'unread') return [];
  const object = refOf(service, one);
  const all = endpointsOf(slices.value);
  const filled = slices.value.filter(({ endpoints = [] }) => endpoints.length > 0);
  return [
    {
      rule: 'service/no-ready-endpoints',
      severity: 'critical',
      object,
      message:
        all.length === 0
          ? 'The EndpointSlices of the Service hold no endpoint.'
          : `None of the ${all.length} endpoints in the EndpointSlices of the Service is ready.`,
      evidence:
        filled.length === 0
          ? [{ object, path: 'spec.selector', value: one.spec?.selector ?? null }]
          : filled.slice(0, 3).map((slice) => ({
              object: refOf(endpointSlice, slice),
              path: 'endpoints[*].conditions.ready',
              value: (slice.endpoints ?? []).slice(0, 10).map(isReadyEndpoint),
            })),
      remedy: `See who writes the EndpointSlices of Service ${object.name} and the pods or machines behind them.`,
    },
  ];
}

function podsBroken({ pods }: ChainFacts): readonly Finding[] {
  const sick = livePods(pods).filter((one) => !isReadyPod(one));
  return sick.slice(0, 3).map((one) => ({
    rule: podNotReady.id,
    severity: podNotReady.severity,
    object: refOf(pod, one),
    message: `The pod is not ready (${whyUnready(one).word}).`,
    evidence: [unreadyEvidence(one)],
    remedy: 'Mend what keeps the pod from being ready: see its state, last log and events.',
  }));
}
