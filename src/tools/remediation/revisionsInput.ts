import Type from 'typebox';
import { inputs } from '../../core/inputs.ts';

/** Which workload's history. */
export const revisionsInput = {
  kind: Type.Optional(
    Type.Union([Type.Literal('Deployment'), Type.Literal('StatefulSet'), Type.Literal('DaemonSet')], {
      default: 'Deployment',
    }),
  ),
  ...inputs.namespace,
  ...inputs.name,
  ...inputs.context,
};
