import { placementRule } from './placementRule.ts';
import { limitFields } from './volumeFields.ts';

export const volumeLimit = placementRule({
  id: 'scheduling/volume-limit',
  what: 'The nodes have as many volumes attached as they may',
  speaks:
    'A pod waits for a node, and the CSI driver of its volume may attach no more where the least would have to change.',
  silent: 'Volumes that the node has already.',
  evidence: limitFields,
  remedy: () => 'Add a node, or move pods with volumes elsewhere: the limit is of the driver and the machine.',
});
