import { nodeCondition } from './nodeCondition.ts';

export const diskPressure = nodeCondition({
  id: 'node/disk-pressure',
  type: 'DiskPressure',
  explains: ['pod/evicted'],
  message: 'The node is short of disk: it deletes images and evicts pods',
  remedy: 'Free the disk of the machine (logs, images, emptyDir volumes), or give it a larger one.',
});
