import { conditionOf } from '../../../kube/conditions.ts';
import { endpointsOf, isFinished, isReadyEndpoint, isReadyPod, livePods } from '../../../kube/endpoints.ts';
import { endpointSlice } from '../../../kube/kinds/endpointSlice.ts';
import { node } from '../../../kube/kinds/node.ts';
import { service } from '../../../kube/kinds/service.ts';
import { refOf } from '../../../kube/metadata.ts';
import { targetOf } from '../../../kube/ports.ts';
import { podStatus } from '../../../kube/podStatus.ts';
import { isHeadless, selectorOf, servicePort, type ServicePort } from '../../../kube/services.ts';
import type { Hop } from './chainData.ts';
import type { ChainFacts } from './chainFacts.ts';
import { groupsText, podGroups } from './podGroups.ts';

/** From the Service to the node. ExternalName ends at the Service, a Service without a selector at its endpoints. */
export function backHops(facts: ChainFacts): readonly Hop[] {
  const { selection, service: one } = facts;
  const step = selection.service;
  const hops = [serviceHop(facts)];
  if (step !== undefined && step.state !== 'found') return hops.filter((hop) => hop !== undefined);
  if (one?.spec?.type === 'ExternalName') return hops.filter((hop) => hop !== undefined);
  if (one !== undefined) hops.push(endpointsHop(facts));
  if (one === undefined || selectorOf(one) !== undefined) hops.push(podsHop(facts), nodeHop(facts));
  return hops.filter((hop) => hop !== undefined);
}

const inShort: Readonly<Record<string, string>> = {
  'service/selector-matches-nothing': 'selector matches no pod',
  'service/target-port-unmatched': 'no pod has its target port',
  'service/address-family-unmatched': 'no pod has an address of its family',
};

function serviceHop({ selection, service: one, alias, judgement, servicesRead }: ChainFacts): Hop | undefined {
  const { service: step, backend, port } = selection;
  if (step?.state === 'absent' || step?.state === 'unread') {
    const object = refOf(service, { metadata: { namespace: step.namespace, name: step.name } });
    return step.state === 'absent'
      ? { hop: 'service', object, state: 'broken', because: 'no such Service' }
      : { hop: 'service', object, state: 'unknown', because: 'it could not be read' };
  }
  if (one === undefined) {
    if (backend === undefined) return undefined;
    const because = servicesRead
      ? `no Service selects the pods of ${backend.ref.kind} ${backend.ref.name}`
      : 'Services could not be read';
    return { hop: 'service', state: 'unknown', because };
  }
  const object = refOf(service, one);
  const broken = judgement.findings.find(
    ({ rule, severity }) => severity === 'critical' && inShort[rule] !== undefined,
  );
  if (broken !== undefined)
    return { hop: 'service', object, state: 'broken', because: inShort[broken.rule] ?? broken.message };
  if (one.spec?.type === 'ExternalName') {
    const because = `ExternalName ${one.spec.externalName ?? ''}`;
    if (alias?.state === 'absent')
      return { hop: 'service', object, state: 'broken', because: `${because}, and there is no such Service` };
    const doubtful = judgement.findings.some(({ rule }) => rule === 'service/external-name-invalid');
    return { hop: 'service', object, state: doubtful || alias?.state === 'unread' ? 'unknown' : 'ok', because };
  }
  const chosen = port === undefined ? undefined : servicePort(one, port);
  // A headless Service is a set of names: the client speaks to the pods' own ports.
  if (port !== undefined && chosen === undefined && !isHeadless(one)) {
    const has = (one.spec?.ports ?? []).map(portText).join(', ');
    return { hop: 'service', object, state: 'broken', because: `it has no port ${port} (it has: ${has || 'none'})` };
  }
  const ports = chosen === undefined ? (one.spec?.ports ?? []) : [chosen];
  return { hop: 'service', object, state: 'ok', because: ports.map(portText).join(', ') || 'headless, without ports' };
}

/** `80 → 8080`. */
function portText(one: ServicePort): string {
  return `${one.port ?? '?'} → ${targetOf(one) ?? '?'}`;
}

function endpointsHop(facts: ChainFacts): Hop {
  const { slices, judgement, selection, service: one } = facts;
  if (slices.state === 'unread')
    return { hop: 'endpoints', state: 'unknown', because: 'EndpointSlices could not be read' };
  if (judgement.findings.some(({ rule, severity }) => rule === 'service/endpoints-disagree' && severity === 'critical'))
    return { hop: 'endpoints', state: 'broken', because: 'EndpointSlices do not agree with the pods' };
  const chosen = one === undefined || selection.port === undefined ? undefined : servicePort(one, selection.port);
  // Pods that resolve a named port differently, or not at all, stand in slices of their own.
  const own = chosen === undefined ? (one?.spec?.ports ?? []) : [chosen];
  const carrying = slices.value.filter(
    ({ ports = [] }) =>
      own.length === 0 || own.some(({ name }) => ports.some((each) => (each.name ?? '') === (name ?? ''))),
  );
  const all = endpointsOf(carrying);
  const [filled, ...others] = carrying.filter(({ endpoints = [] }) => endpoints.length > 0);
  const object = filled === undefined || others.length > 0 ? {} : { object: refOf(endpointSlice, filled) };
  const ready = all.filter(isReadyEndpoint).length;
  if (ready > 0)
    return {
      hop: 'endpoints',
      ...object,
      state: 'ok',
      because: ready === all.length ? `${ready} ready` : `${ready} of ${all.length} ready`,
    };
  if (isScaledToZero(facts)) return { hop: 'endpoints', ...object, state: 'unknown', because: 'none: scaled to zero' };
  if (all.length === 0 && facts.pods.length > 0 && facts.pods.every(isFinished))
    return { hop: 'endpoints', ...object, state: 'unknown', because: 'none: the pods have finished' };
  return {
    hop: 'endpoints',
    ...object,
    state: 'broken',
    because: all.length === 0 ? '0 endpoints' : `0 of ${all.length} ready`,
  };
}

/** The rules give a Service without ready pods as information only where its workload is meant to have none. */
export function isScaledToZero({ judgement, service: one }: ChainFacts): boolean {
  return (
    one?.metadata?.deletionTimestamp === undefined &&
    judgement.findings.some(
      ({ rule, severity }) =>
        severity === 'info' && (rule === 'service/selector-matches-nothing' || rule === 'service/no-ready-endpoints'),
    )
  );
}

function podsHop(facts: ChainFacts): Hop {
  const { pods, podsRead, policies } = facts;
  const listed = policies.length === 0 ? {} : { networkPolicies: policies };
  if (!podsRead && pods.length === 0) return { hop: 'pods', state: 'unknown', because: 'pods could not be read' };
  if (isScaledToZero(facts)) return { hop: 'pods', state: 'unknown', because: 'scaled to zero' };
  if (pods.length === 0) return { hop: 'pods', state: 'unknown', because: 'nothing selected' };
  if (pods.every(isFinished))
    return { hop: 'pods', state: 'unknown', because: `${groupsText(podGroups(pods))}: none is meant to run on` };
  const ready = livePods(pods).filter(isReadyPod).length;
  const sick = groupsText(podGroups(pods).filter((group) => !group.ready));
  const runs = livePods(pods).some((pod) => podStatus(pod).status === 'Running');
  if (ready === 0 && runs && facts.service?.spec?.publishNotReadyAddresses === true)
    return { hop: 'pods', state: 'unknown', because: `${sick}; their addresses are published all the same`, ...listed };
  if (ready === 0) return { hop: 'pods', state: 'broken', because: sick, ...listed };
  const counted = sick === '' ? `${ready} ready` : `${ready} of ${pods.length} ready; ${sick}`;
  if (facts.isShut)
    return {
      hop: 'pods',
      state: 'unknown',
      because: `${counted}; where the network enforces NetworkPolicies, ${policies.join(', ')} lets nobody in`,
      ...listed,
    };
  return {
    hop: 'pods',
    state: 'ok',
    because: counted,
    ...listed,
  };
}

function nodeHop({ pods, nodes }: ChainFacts): Hop | undefined {
  const names = [
    ...new Set(livePods(pods).flatMap(({ spec }) => (spec?.nodeName === undefined ? [] : [spec.nodeName]))),
  ].sort();
  if (names.length === 0) return undefined;
  if (nodes.state === 'unread') return { hop: 'node', state: 'unknown', because: 'nodes could not be read' };
  const states = names.map((name) => {
    const found = nodes.value.find(({ metadata }) => metadata?.name === name);
    return { name, found, ready: conditionOf(found?.status?.conditions, 'Ready')?.status };
  });
  const down = states.filter(({ ready }) => ready !== 'True');
  const first = (down[0] ?? states[0])?.found;
  const object =
    states.length === 1 || down.length === 1 ? (first === undefined ? {} : { object: refOf(node, first) }) : {};
  if (down.length === 0) return { hop: 'node', ...object, state: 'ok', because: `${namesText(names)} ready` };
  const text = down.map(
    ({ name, found, ready }) => `${name} ${found === undefined ? 'does not exist' : `has Ready=${ready ?? 'absent'}`}`,
  );
  if (down.length === states.length) return { hop: 'node', ...object, state: 'broken', because: namesText(text) };
  const up = states.length - down.length;
  return { hop: 'node', ...object, state: 'ok', because: `${up} of ${states.length} ready; ${namesText(text)}` };
}

function namesText(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}
