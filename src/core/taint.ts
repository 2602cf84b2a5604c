const fields = new Set(['key', 'operator', 'value', 'effect', 'tolerationSeconds', 'timeAdded']);

/** The lists of a pod's and a node's `spec`. */
export const taintLists: ReadonlySet<string> = new Set(['tolerations', 'taints']);

/**
 * Whether a member of `tolerations` or `taints` is one, and nothing that others put under that name: its fields are known, and its value
 * has the form of a label's. Whoever may see nodes or pods sees both, so they are nobody's credentials, whatever their key is called.
 * Source: ValidateTolerations in pkg/apis/core/validation/validation.go.
 */
export function isTaint(member: Readonly<Record<string, unknown>>): boolean {
  const { key, value } = member;
  return (
    typeof key === 'string' &&
    typeof value === 'string' &&
    /^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/.test(value) &&
    Object.keys(member).every((field) => fields.has(field))
  );
}

/** Whether YAML goes on with the rest of a taint after its effect: `- effect: NoSchedule`, and on the next line its key. */
export function isAfterEffect(before: string): boolean {
  return /(?:^|\n)[^\S\n]{0,100}- effect: "?(?:NoSchedule|PreferNoSchedule|NoExecute)"?\n[^\S\n]{0,100}$/.test(before);
}
