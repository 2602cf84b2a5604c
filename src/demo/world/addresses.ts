import type { JsonObject } from '../../core/json.ts';
import { listAt, textAt, valueAt } from '../kubeObject.ts';
import type { PodPlace } from './kubeletStatus.ts';

/** Gives each pod an address out of its node's range, in order; one on the host network has its node's. */
export function addressBook(nodes: readonly JsonObject[]): (pod: JsonObject) => PodPlace | undefined {
  const byName = new Map(nodes.map((node) => [textAt(node, 'metadata.name'), node]));
  const given = new Map<string, number>();
  return (pod) => {
    const name = textAt(pod, 'spec.nodeName');
    const node = byName.get(name);
    if (name === undefined) return undefined;
    if (node === undefined)
      throw new Error(`Pod ${textAt(pod, 'metadata.name') ?? ''} is on ${name}, which the world does not have.`);
    const internal = listAt(node, 'status.addresses').find((address) => textAt(address, 'type') === 'InternalIP');
    const hostIP = textAt(internal, 'address') ?? '';
    if (valueAt(pod, 'spec.hostNetwork') === true) return { hostIP, podIP: hostIP };
    const next = (given.get(name) ?? 1) + 1;
    given.set(name, next);
    const range = textAt(node, 'spec.podCIDR') ?? '';
    return { hostIP, podIP: range.replace(/\.0\/24$/, `.${next}`) };
  };
}
