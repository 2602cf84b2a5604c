/** RFC 3339 in whole seconds, as the server writes it. */
export function timeText(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
