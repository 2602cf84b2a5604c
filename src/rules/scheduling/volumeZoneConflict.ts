import { placementRule } from './placementRule.ts';
import { zoneFields } from './volumeFields.ts';

export const volumeZoneConflict = placementRule({
  id: 'scheduling/volume-zone-conflict',
  what: 'A volume of the pod is not reachable from the nodes that could take it',
  speaks:
    'A pod waits for a node, and a volume that its claim is bound to can be reached from other nodes or another zone only.',
  silent: 'Volumes that every node reaches; claims without a volume (scheduling/volume-unbound).',
  evidence: zoneFields,
  remedy: () =>
    'Make room on a node in the zone of the volume; or restore the data into a volume elsewhere (a snapshot), since a volume does not move.',
});
