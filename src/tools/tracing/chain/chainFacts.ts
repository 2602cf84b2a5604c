import type { Gap } from '../../../core/gap.ts';
import { isFinished, livePods, slicesOf } from '../../../kube/endpoints.ts';
import { attachments } from '../../../kube/gatewayRoutes.ts';
import type { EndpointSlice } from '../../../kube/kinds/endpointSlice.ts';
import type { Gateway } from '../../../kube/kinds/gateway.ts';
import type { NetworkPolicy } from '../../../kube/kinds/networkPolicy.ts';
import type { Node } from '../../../kube/kinds/node.ts';
import type { Pod } from '../../../kube/kinds/pod.ts';
import type { Service } from '../../../kube/kinds/service.ts';
import { isShut, policiesOver } from '../../../kube/ingressPolicies.ts';
import { selectedPods, selectorOf, servicePort } from '../../../kube/services.ts';
import { itemsOf, type Reading } from '../../../rules/snapshot.ts';
import type { BackLists } from './chainReads.ts';
import type { Selection } from './chainSelection.ts';
import type { ChainJudgement } from './judgeChain.ts';
import type { Alias } from './readAlias.ts';

/** All that the hops are made of. */
export interface ChainFacts {
  readonly selection: Selection;
  readonly judgement: ChainJudgement;
  readonly service: Service | undefined;
  /** Of an ExternalName that names a Service of the cluster. */
  readonly alias: Alias | undefined;
  /** Pods that serve or should: selected by the Service, or the one that was asked for. Finished ones only where there are no others. */
  readonly pods: readonly Pod[];
  readonly podsRead: boolean;
  readonly slices: Reading<readonly EndpointSlice[]>;
  readonly nodes: Reading<readonly Node[]>;
  /** Names of those that select a pod of the chain. */
  readonly policies: readonly string[];
  /** By these policies nobody may connect to any of the pods on the ports in question. */
  readonly isShut: boolean;
  /** The Gateway that takes the route, or the first that it names. */
  readonly gateway: Gateway | undefined;
  readonly gatewaysRead: boolean;
  readonly classesRead: boolean;
  readonly servicesRead: boolean;
  readonly gaps: readonly Gap[];
}

export function chainFacts(
  selection: Selection,
  judgement: ChainJudgement,
  back: BackLists,
  gateways: Reading<readonly Gateway[]>,
  {
    policies,
    ...rest
  }: Pick<ChainFacts, 'classesRead' | 'servicesRead' | 'gaps' | 'alias'> & {
    readonly policies: Reading<readonly NetworkPolicy[]>;
  },
): ChainFacts {
  const service = selection.service?.state === 'found' ? selection.service.service : undefined;
  const all = itemsOf(back.pods);
  const pods = podsOf(selection, service, all);
  const { entry } = selection;
  const attached = entry?.type === 'route' ? attachments(entry.route, itemsOf(gateways), undefined) : [];
  return {
    selection,
    judgement,
    service,
    pods,
    podsRead: back.pods.state === 'read',
    slices:
      back.slices.state === 'read' && service !== undefined
        ? { state: 'read', value: slicesOf(service, back.slices.value) }
        : back.slices,
    nodes: back.nodes,
    policies: policyNames(pods, policies),
    isShut: areShut(selection, service, pods, itemsOf(policies)),
    gateway: (attached.find(({ listeners }) => listeners.length > 0) ?? attached[0])?.gateway,
    gatewaysRead: gateways.state === 'read',
    ...rest,
  };
}

function podsOf({ backend }: Selection, service: Service | undefined, all: readonly Pod[]): readonly Pod[] {
  const one = backend?.pod;
  if (one !== undefined)
    return [
      all.find(({ metadata }) => metadata?.uid === one.metadata?.uid && metadata?.name === one.metadata?.name) ?? one,
    ];
  const chosen =
    service !== undefined && selectorOf(service) !== undefined
      ? selectedPods(service, all)
      : service === undefined && backend !== undefined
        ? all.filter(({ metadata }) =>
            Object.entries(backend.labels).every(([key, value]) => metadata?.labels?.[key] === value),
          )
        : [];
  const lasting = chosen.filter((pod) => !isFinished(pod));
  return lasting.length > 0 ? lasting : chosen;
}

function policyNames(pods: readonly Pod[], policies: Reading<readonly NetworkPolicy[]>): readonly string[] {
  const all = itemsOf(policies);
  const over = new Set(livePods(pods).flatMap((pod) => policiesOver(pod, all)));
  return [...over]
    .flatMap(({ metadata }) => metadata?.name ?? [])
    .sort()
    .slice(0, 10);
}

function areShut(
  { port }: Selection,
  service: Service | undefined,
  pods: readonly Pod[],
  policies: readonly NetworkPolicy[],
): boolean {
  const chosen = service === undefined || port === undefined ? undefined : servicePort(service, port);
  const ports = chosen === undefined ? (service?.spec?.ports ?? []) : [chosen];
  const live = livePods(pods);
  return live.length > 0 && live.every((pod) => isShut(pod, policies, ports));
}
