import { kubeletStatus } from './kubeletStatus.ts';
import { isRecord } from '../../../src/core/json.ts';
import { inWorld, withoutOwn } from './settleWorlds.ts';
import type { TestWorld } from './readWorlds.ts';

/** The objects of a world that no server takes, as if one had: JSON texts for a complete world of the demo. */
export function demoOnlyWorld(world: TestWorld): readonly string[] {
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: world.name },
    status: { phase: 'Active' },
  };
  const objects = world.documents.map((document) => {
    const placed = inWorld(document, world.name);
    const object = withoutOwn(placed);
    const told = isRecord(placed.$kubelet) ? placed.$kubelet : {};
    return object.kind === 'Pod' ? { ...object, status: kubeletStatus(object, told, '10.244.9.9') } : object;
  });
  return [namespace, ...objects].map((object) => JSON.stringify(object));
}
