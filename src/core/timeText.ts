/** RFC 3339 UTC, to the second, as Kubernetes keeps times. */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
