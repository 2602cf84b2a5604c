import { conditionOf } from '../kube/conditions.ts';
import { addressesOf, isFinished, isReadyPod } from '../kube/endpoints.ts';
import type { Container } from '../kube/kinds/container.ts';
import type { Pod } from '../kube/kinds/pod.ts';
import type { Labels } from '../kube/selectors.ts';
import { familyOf } from '../kube/services.ts';
import { Shared } from './shared.ts';

type Spec = NonNullable<Pod['spec']>;
type Status = NonNullable<Pod['status']>;

/**
 * What the rules about Services read of pods: labels, ports and probes, readiness, and the families of their addresses. Pods of one
 * template that are ready have one subject in common, so that ten thousand of them cost next to nothing.
 */
export function podSubjects(): (pod: Pod) => Pod {
  const labels = new Shared<Labels>();
  const specs = new Shared<Spec>();
  const pods = new Shared<Pod>();
  return (pod) => {
    const own = pod.metadata?.labels ?? {};
    const labelled = labels.of(own, JSON.stringify(own));
    const slim = slimSpec(pod);
    const spec = specs.of(slim, JSON.stringify(slim));
    const { kind = '' } = pod.metadata?.ownerReferences?.find(({ controller }) => controller === true) ?? {};
    const metadata = {
      labels: labelled.value,
      ...(kind === '' ? {} : { ownerReferences: [{ kind, name: '', controller: true }] }),
    };
    const status = slimStatus(pod);
    const isQuiet = pod.metadata?.deletionTimestamp === undefined && (isReadyPod(pod) || isFinished(pod));
    if (isQuiet)
      return pods.of(
        { metadata, spec: spec.value, status },
        `${labelled.number} ${spec.number} ${kind} ${JSON.stringify(status)}`,
      ).value;
    const { creationTimestamp, deletionTimestamp } = pod.metadata ?? {};
    return {
      metadata: {
        ...metadata,
        ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
        ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
      },
      spec: spec.value,
      status: { ...status, ...waitingOf(pod) },
    };
  };
}

function slimSpec({ spec }: Pod): Spec {
  const slim = ({ restartPolicy, ports, readinessProbe, livenessProbe, startupProbe }: Container): Container => ({
    ...(restartPolicy === undefined ? {} : { restartPolicy }),
    ...(ports === undefined ? {} : { ports }),
    ...(readinessProbe === undefined ? {} : { readinessProbe }),
    ...(livenessProbe === undefined ? {} : { livenessProbe }),
    ...(startupProbe === undefined ? {} : { startupProbe }),
  });
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return {
    containers: (spec?.containers ?? []).map(slim),
    ...(sidecars.length === 0 ? {} : { initContainers: sidecars.map(slim) }),
  };
}

/** An address of each family stands for those of that family: the rules ask only whether there is one. */
const anyAddress = { IPv4: '0.0.0.0', IPv6: '::' };

function slimStatus(pod: Pod): Status {
  const { phase, reason, conditions } = pod.status ?? {};
  const families = new Set(addressesOf(pod).flatMap((address) => familyOf(address) ?? []));
  const kept = ['Ready', 'PodScheduled'].flatMap((type) => {
    const { status, reason: why } = conditionOf(conditions, type) ?? {};
    return status === undefined ? [] : [{ type, status, ...(why === undefined ? {} : { reason: why }) }];
  });
  return {
    ...(phase === undefined ? {} : { phase }),
    ...(reason === undefined ? {} : { reason }),
    conditions: kept,
    podIPs: [...families].map((family) => ({ ip: anyAddress[family] })),
  };
}

/** Why it is not ready, in the fields of a pod. */
function waitingOf({ status }: Pod): Pick<Status, 'containerStatuses' | 'initContainerStatuses'> {
  const slim = ({ restartCount, state }: NonNullable<Status['containerStatuses']>[number]) => ({
    ...(restartCount === undefined ? {} : { restartCount }),
    ...(state === undefined
      ? {}
      : {
          state: {
            ...(state.waiting?.reason === undefined ? {} : { waiting: { reason: state.waiting.reason } }),
            ...(state.terminated === undefined ? {} : { terminated: endOf(state.terminated) }),
          },
        }),
  });
  return {
    containerStatuses: (status?.containerStatuses ?? []).map(slim),
    initContainerStatuses: (status?.initContainerStatuses ?? []).map(slim),
  };
}

function endOf({ exitCode, reason }: { readonly exitCode?: number; readonly reason?: string }) {
  return { ...(exitCode === undefined ? {} : { exitCode }), ...(reason === undefined ? {} : { reason }) };
}
