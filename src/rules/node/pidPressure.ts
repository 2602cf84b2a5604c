import { nodeCondition } from './nodeCondition.ts';

export const pidPressure = nodeCondition({
  id: 'node/pid-pressure',
  type: 'PIDPressure',
  explains: ['pod/evicted'],
  message: 'The node is short of process ids',
  remedy: 'Find the pod that starts processes without end, and limit its process ids.',
});
