/** Whether a JSON object is what `/version` answers with. */
export function isVersion({ gitVersion }: Readonly<Record<string, unknown>>): boolean {
  return typeof gitVersion === 'string';
}
