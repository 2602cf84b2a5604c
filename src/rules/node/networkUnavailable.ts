import { nodeCondition } from './nodeCondition.ts';

export const networkUnavailable = nodeCondition({
  id: 'node/network-unavailable',
  type: 'NetworkUnavailable',
  message: 'The network of the node is not set up',
  remedy: 'See the pod of the network plugin on that node, or the routes that the cloud controller makes.',
});
