import { isRecord } from '../../src/core/json.ts';
import { requiredInputs } from '../../src/core/requiredInputs.ts';

/** A tool's input schema, from its definition or from the manifest. */
export interface InputSchema {
  readonly properties: object;
  readonly required?: readonly string[];
}

/**
 * Inputs that make a tool look at everything in a world: one without a name where none is required, and one for each object, with
 * those of kind, namespace and name that the tool takes. Derived from the schema, so that a new tool is covered by being there.
 */
export function inputsFor(schema: InputSchema, objects: readonly object[]): readonly Record<string, unknown>[] {
  const fields = Object.keys(schema.properties);
  const required = requiredInputs(schema);
  const bare = required.length === 0 ? [{}] : [];
  const named = objects.filter(isRecord).map((object) => {
    const metadata = isRecord(object.metadata) ? object.metadata : {};
    const all: Record<string, unknown> = { kind: object.kind, namespace: metadata.namespace, name: metadata.name };
    const given = Object.entries(all).filter(([field, value]) => fields.includes(field) && value !== undefined);
    // What waits for something is not waited for
    const briefly = given.length > 0 && fields.includes('timeoutSeconds') ? { timeoutSeconds: 1 } : {};
    const scaled = given.length > 0 && fields.includes('replicas') ? { replicas: 3 } : {};
    return { ...Object.fromEntries(given), ...briefly, ...scaled };
  });
  const distinct = new Map([...bare, ...named].map((input) => [JSON.stringify(input), input]));
  return [...distinct.values()].filter((input) => required.every((field) => field in input));
}
