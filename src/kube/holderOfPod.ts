import type { Evidence } from '../core/finding.ts';
import { node as nodeKind, type Node } from './kinds/node.ts';
import { pod as podKind, type Pod } from './kinds/pod.ts';
import { refOf } from './metadata.ts';
import { absenceOf } from './nodeAbsence.ts';
import { podContainers } from './podContainers.ts';

/** What keeps a deleted pod from going. */
export interface PodHolder {
  readonly kind: 'finalizer' | 'noNode' | 'nodeGone' | 'nodeAbsent' | 'containers' | 'volumes' | 'unknown';
  /** Finalizers, the node, containers that still run, volumes that may be mounted. */
  readonly names: readonly string[];
  /** What the node says of itself. */
  readonly text?: string;
  readonly evidence: readonly Evidence[];
}

/**
 * A pod goes when its kubelet has ended its containers, unmounted its volumes and told the server, and then its finalizers are gone: what
 * stands first in this order holds it, but a finalizer is there from the start. Source: SyncTerminatingPod and PodCouldHaveRunningContainers
 * in pkg/kubelet, TerminatePod in pkg/kubelet/status/status_manager.go (1.36).
 *
 * @param nodes undefined: not read
 */
export function holderOfPod(pod: Pod, nodes: readonly Node[] | undefined): PodHolder {
  const object = refOf(podKind, pod);
  const name = pod.spec?.nodeName ?? '';
  const containers = podContainers(pod);
  const running = containers.filter(({ status }) => status?.state?.running !== undefined);
  const ofFinalizers = finalizersOf(pod);
  if (ofFinalizers !== undefined && (running.length === 0 || name === '')) return ofFinalizers;
  if (name === '') return { kind: 'noNode', names: [], evidence: [] };
  const atNode: Evidence = { object, path: 'spec.nodeName', value: name };
  const found = nodes?.find(({ metadata }) => metadata?.name === name);
  if (nodes !== undefined && found === undefined) return { kind: 'nodeGone', names: [name], evidence: [atNode] };
  const absence = found === undefined ? undefined : absenceOf(found);
  if (found !== undefined && absence !== undefined) {
    const ofNode: Evidence = { object: refOf(nodeKind, found), path: absence.path, value: absence.value };
    return { kind: 'nodeAbsent', names: [name], text: absence.text, evidence: [ofNode, atNode] };
  }
  if (running.length > 0)
    return {
      kind: 'containers',
      names: running.map((one) => one.name),
      evidence: running.map(({ status, statusPath }) => ({
        object,
        path: `${statusPath}.state.running.startedAt`,
        value: status?.state?.running?.startedAt ?? null,
      })),
    };
  const volumes = (pod.spec?.volumes ?? []).flatMap((volume, index) =>
    volume.persistentVolumeClaim === undefined && volume.csi === undefined && volume.ephemeral === undefined
      ? []
      : [{ name: volume.name ?? '', path: `spec.volumes[${index}].name` }],
  );
  if (volumes.length > 0)
    return {
      kind: 'volumes',
      names: volumes.map((one) => one.name),
      evidence: volumes.map((one) => ({ object, path: one.path, value: one.name })),
    };
  return { kind: 'unknown', names: [], evidence: [atNode] };
}

function finalizersOf(pod: Pod): PodHolder | undefined {
  const finalizers = pod.metadata?.finalizers ?? [];
  if (finalizers.length === 0) return undefined;
  const evidence = [{ object: refOf(podKind, pod), path: 'metadata.finalizers', value: finalizers }];
  return { kind: 'finalizer', names: finalizers, evidence };
}
