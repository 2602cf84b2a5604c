import Type, { type Static } from 'typebox';
import { closed, inputs } from '../../core/inputs.ts';

export const podsInput = Type.Object(
  {
    ...inputs.namespace,
    status: Type.Optional(
      Type.String({ description: 'STATUS words as kubectl prints them, comma between: CrashLoopBackOff,Error.' }),
    ),
    node: Type.Optional(Type.String({ description: 'Name of the node.' })),
    owner: Type.Optional(Type.String({ description: 'Deployment/cart, or cart.' })),
    ...inputs.labelSelector,
    ...inputs.fieldSelector,
    sort: Type.Optional(
      Type.Enum(['age', 'name', 'restarts', 'lastRestart'], {
        type: 'string',
        description: 'Newest, by name, most restarts, last restarted; default: worst first.',
      }),
    ),
    ...inputs.limit,
    ...inputs.cursor,
    ...inputs.context,
  },
  closed,
);

export type PodsInput = Static<typeof podsInput>;
