import Type, { type Static } from 'typebox';
import { closed, inputs } from '../../core/inputs.ts';

export const eventsInput = Type.Object(
  {
    ...inputs.namespace,
    kind: Type.Optional(Type.String({ description: 'Kind of the object that the events are about: Pod, deploy.' })),
    name: Type.Optional(Type.String({ description: 'Name of the object that the events are about.' })),
    type: Type.Optional(Type.Enum(['Warning', 'Normal'], { type: 'string' })),
    reason: Type.Optional(Type.String({ description: 'Reasons, comma between: BackOff,FailedScheduling.' })),
    ...inputs.since,
    ...inputs.limit,
    ...inputs.cursor,
    ...inputs.context,
  },
  closed,
);

export type EventsInput = Static<typeof eventsInput>;
