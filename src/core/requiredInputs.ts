import type { TObject } from 'typebox';

/** The inputs that a tool cannot do without. TypeBox leaves `required` out of a schema that has none, whatever its type says. */
export function requiredInputs(schema: TObject): readonly string[] {
  const { required }: { readonly required?: readonly string[] } = schema;
  return required ?? [];
}
