/** `metadata.name=web`, with what separates terms escaped: a name that a person typed must not become a selector of its own. */
export function fieldIs(path: string, wanted: string): string {
  return `${path}=${wanted.replace(/[\\,=]/g, String.raw`\$&`)}`;
}
