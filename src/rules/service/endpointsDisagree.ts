import type { Evidence, Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf, secondsSince } from '../../kube/conditions.ts';
import { endpointsOf, expectedEndpoints, isManaged, isReadyEndpoint, slicesOf } from '../../kube/endpoints.ts';
import { endpointSlice, type EndpointSlice } from '../../kube/kinds/endpointSlice.ts';
import { node } from '../../kube/kinds/node.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { service, type Service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { resolvedPort } from '../../kube/ports.ts';
import { isHeadless, selectorOf } from '../../kube/services.ts';

/** The controller needs a moment, and lists are read one after the other. */
const settledAfterSeconds = 60;

/** What the endpoint controller wrote is not what it should have written by now: it does not run, or cannot write. */
export const endpointsDisagree = defineRule({
  id: 'service/endpoints-disagree',
  stage: 'endpoints',
  severity: 'critical',
  speaks:
    'For over a minute the EndpointSlices that the controller manages lack a ready pod of the Service, or list as ready one that is not ready or not selected.',
  silent:
    'Slices made by hand; changes of the last minute; pods whose node is gone; endpoints whose pod is gone by now, since the lists are not of one instant.',
  needs: { services: list(service), pods: list(pod), slices: list(endpointSlice) },
  uses: { nodes: list(node, 'cluster') },
  judge({ services, pods, slices, nodes, now }) {
    const names = new Set((nodes ?? []).flatMap(({ metadata }) => metadata?.name ?? []));
    return services.flatMap((one): Finding[] => {
      const all = slicesOf(one, slices);
      const managed = all.filter(isManaged);
      if (selectorOf(one) === undefined || (managed.length === 0 && all.length > 0)) return [];
      if ((secondsSince(one.metadata?.creationTimestamp, now) ?? 0) < settledAfterSeconds) return [];
      const { missing, extra } = difference(one, pods, managed, { now, nodes: names });
      if (missing.length === 0 && extra.length === 0) return [];
      const object = refOf(service, one);
      const parts = [
        ...(missing.length > 0
          ? [`${countText(missing.length)} ready for over a minute and not in its EndpointSlices`]
          : []),
        ...(extra.length > 0 ? [`${countText(extra.length)} listed as ready though not ready or not selected`] : []),
      ];
      return [
        {
          rule: 'service/endpoints-disagree',
          severity: one.metadata?.deletionTimestamp === undefined ? 'critical' : 'info',
          object,
          message: `The EndpointSlices do not agree with the pods: ${parts.join('; ')}.`,
          evidence: [...missing.slice(0, 2).map(readyEvidence), ...slicesEvidence(one, managed)],
          remedy: 'Check that kube-controller-manager runs and may write EndpointSlices; see its log for this Service.',
        },
      ];
    });
  },
});

function difference(
  of: Service,
  pods: readonly Pod[],
  managed: readonly EndpointSlice[],
  { now, nodes }: { readonly now: number; readonly nodes: ReadonlySet<string> },
) {
  const listed = endpointsOf(managed).filter(isReadyEndpoint);
  const listedAddresses = new Set(listed.flatMap(({ addresses }) => addresses ?? []));
  const ready = expectedEndpoints(of, pods).filter((endpoint) => endpoint.ready);
  const readyNames = new Set(ready.map((endpoint) => endpoint.pod.metadata?.name));
  const missing = ready
    .filter((endpoint) => isSettled(endpoint.pod, now) && hasPort(of, endpoint.pod) && hasNode(of, endpoint.pod, nodes))
    .filter(({ addresses }) => !addresses.every((address) => listedAddresses.has(address)))
    .map((endpoint) => endpoint.pod);
  const byName = new Map(
    pods.flatMap((one) =>
      one.metadata?.namespace === of.metadata?.namespace ? [[one.metadata?.name, one] as const] : [],
    ),
  );
  const extra = listed.flatMap(({ targetRef }) => {
    if (targetRef?.kind !== 'Pod' || readyNames.has(targetRef.name)) return [];
    const known = byName.get(targetRef.name);
    return known !== undefined && isSettled(known, now) ? [known] : [];
  });
  return { missing, extra };
}

/**
 * The controller leaves out a pod whose node is gone, until the pod is collected as garbage a minute later, unless the Service publishes
 * all addresses. Source: Reconcile in k8s.io/endpointslice. No nodes at all: they are not known.
 */
function hasNode({ spec }: Service, one: Pod, nodes: ReadonlySet<string>): boolean {
  return nodes.size === 0 || spec?.publishNotReadyAddresses === true || nodes.has(one.spec?.nodeName ?? '');
}

/** Neither its readiness nor its deletion is of the last minute. Label changes leave no time; selected pods count as settled. */
function isSettled({ metadata, status }: Pod, now: number): boolean {
  const times = [
    metadata?.creationTimestamp,
    conditionOf(status?.conditions, 'Ready')?.lastTransitionTime,
    ...(metadata?.deletionTimestamp === undefined ? [] : [deletionBegan(metadata)]),
  ];
  return times.every((time) => (secondsSince(time, now) ?? settledAfterSeconds) >= settledAfterSeconds);
}

/** deletionTimestamp holds the grace period already. */
function deletionBegan(metadata: NonNullable<Pod['metadata']>): string | undefined {
  const at = Date.parse(metadata.deletionTimestamp ?? '');
  if (Number.isNaN(at)) return undefined;
  return new Date(at - (metadata.deletionGracePeriodSeconds ?? 0) * 1000).toISOString();
}

/** A pod without any of the ports stands in a slice without ports, which nobody can reach: target-port-unmatched speaks of it. */
function hasPort(of: Service, one: Pod): boolean {
  const ports = of.spec?.ports ?? [];
  return (ports.length === 0 && isHeadless(of)) || ports.some((port) => resolvedPort(one, port) !== undefined);
}

function readyEvidence(one: Pod): Evidence {
  const index = one.status?.conditions?.findIndex(({ type }) => type === 'Ready') ?? 0;
  return {
    object: refOf(pod, one),
    path: `status.conditions[${index}].lastTransitionTime`,
    value: one.status?.conditions?.[index]?.lastTransitionTime ?? null,
  };
}

function slicesEvidence(of: Service, managed: readonly EndpointSlice[]): readonly Evidence[] {
  if (managed.length === 0)
    return [{ object: refOf(service, of), path: 'spec.selector', value: of.spec?.selector ?? {} }];
  return managed.slice(0, 2).map((slice) => ({
    object: refOf(endpointSlice, slice),
    path: 'endpoints',
    value: (slice.endpoints ?? [])
      .slice(0, 5)
      .map(({ addresses, conditions }) => ({ addresses, ready: conditions?.ready })),
  }));
}

function countText(count: number): string {
  return count === 1 ? '1 pod is' : `${count} pods are`;
}
