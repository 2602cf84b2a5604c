import type { Gap } from '../../../core/gap.ts';
import { isFinished, livePods, slicesOf } from '../../../kube/endpoints.ts';
import { attachments } from '../../../kube/gatewayRoutes.ts';
import type { EndpointSlice } from '../../../kube/kinds/endpointSlice.ts';
import type { Gateway } from '../../../kube/kinds/gateway.ts';
import type { NetworkPolicy } from '../../../kube/kinds/networkPolicy.ts';
import type { Node } from '../../../kube/kinds/node.ts';
import type { Pod } from '../../../kube/kinds/pod.ts';
import type { Service } from '../../../kube/kinds/service.ts';
import { matches, requirementsOf } from '../../../kube/selectors.ts';
import { selectedPods, selectorOf } from '../../../kube/services.ts';
import { itemsOf, type Reading } from '../../../rules/snapshot.ts';
import type { BackLists } from './chainReads.ts';
import type { Selection } from './chainSelection.ts';
import type { ChainJudgement } from './judgeChain.ts';

/** All that the hops are made of. */
export interface ChainFacts {
  readonly selection: Selection;
  readonly judgement: ChainJudgement;
  readonly service: Service | undefined;
  /** Pods that serve or should: selected by the Service, or the one that was asked for. Finished ones only where there are no others. */
  readonly pods: readonly Pod[];
  readonly podsRead: boolean;
  readonly slices: Reading<readonly EndpointSlice[]>;
  readonly nodes: Reading<readonly Node[]>;
  readonly policies: readonly string[];
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
  }: Pick<ChainFacts, 'classesRead' | 'servicesRead' | 'gaps'> & {
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
    policies: policiesOver(pods, policies),
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

/** Policies that select a pod of the chain; an empty selector selects all of its namespace. */
function policiesOver(pods: readonly Pod[], policies: Reading<readonly NetworkPolicy[]>): readonly string[] {
  return itemsOf(policies)
    .filter(({ metadata, spec }) =>
      livePods(pods).some(
        (pod) =>
          pod.metadata?.namespace === metadata?.namespace &&
          matches(pod.metadata?.labels, requirementsOf(spec?.podSelector ?? {})),
      ),
    )
    .flatMap(({ metadata }) => metadata?.name ?? [])
    .sort()
    .slice(0, 10);
}
