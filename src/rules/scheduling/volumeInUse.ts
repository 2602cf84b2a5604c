import { placementRule } from './placementRule.ts';
import { userFields } from './volumeFields.ts';

export const volumeInUse = placementRule({
  id: 'scheduling/volume-in-use',
  what: 'A volume of the pod may be used by one pod only, and another uses it',
  speaks: 'A pod waits for a node, and its claim of access mode ReadWriteOncePod is in use by another pod.',
  silent: 'Other access modes.',
  evidence: userFields,
  remedy: () =>
    'Wait for the other pod to end, or let the Deployment be of strategy Recreate, so that the old pod goes first.',
});
