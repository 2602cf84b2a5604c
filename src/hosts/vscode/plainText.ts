/**
 * Text of a cluster or a kubeconfig for a place where the editor draws `$(name)` as an icon: labels and descriptions of quick
 * picks, the status bar. A backslash before it makes it text.
 */
export function withoutIcons(text: string): string {
  return text.replace(/\$\((?=[A-Za-z0-9-]+(?:~[A-Za-z]+)?\))/g, '\\$(');
}

/**
 * The same for a place where the editor makes `[text](address)` a link, also one that runs a command: notifications, progress and
 * the message of a quick pick. Nothing escapes it there, so that the two brackets are set apart.
 */
export function withoutLinks(text: string): string {
  return text.replace(/\](?=\()/g, '] ');
}
