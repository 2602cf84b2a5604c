/**
 * The inputs that a tool cannot do without, of its schema. TypeBox leaves `required` out of a schema that has none, whatever the
 * schema's type says.
 */
export function requiredInputs({ required }: { readonly required?: readonly string[] }): readonly string[] {
  return required ?? [];
}
