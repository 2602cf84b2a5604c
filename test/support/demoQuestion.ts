import type { Envelope } from '../../src/core/envelope.ts';
import { inputsFor, type InputSchema } from './inputsFor.ts';

const cart = { kind: 'Deployment', metadata: { namespace: 'shop', name: 'cart' } };

/** The first input of a tool, of those that its schema suggests, that the demo cluster answers without an error. */
export async function demoQuestion(
  schema: InputSchema,
  ask: (input: Readonly<Record<string, unknown>>) => Promise<Envelope>,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  for (const input of inputsFor(schema, [cart])) if ((await ask(input)).error === undefined) return input;
  return undefined;
}
