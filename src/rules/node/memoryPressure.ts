import { nodeCondition } from './nodeCondition.ts';

export const memoryPressure = nodeCondition({
  id: 'node/memory-pressure',
  type: 'MemoryPressure',
  explains: ['pod/evicted'],
  message: 'The node is short of memory and evicts pods',
  remedy: 'Find the pods there that use more memory than they request, and give them requests and limits that fit.',
});
