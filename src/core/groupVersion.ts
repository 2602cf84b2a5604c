/** The two parts of an `apiVersion`: `apps/v1`, or `v1` of the core group, whose name is empty. */
export function groupVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const [first = '', second] = apiVersion.split('/');
  return second === undefined ? { group: '', version: first } : { group: first, version: second };
}
