import type { SameClusters } from './sameClusters.ts';
import { shellWord } from './shellWord.ts';

/**
 * One line for a POSIX shell.
 * @param words each one word
 */
export function commandLine(
  { kubeconfig, variables }: Exclude<SameClusters, 'demo'>,
  words: readonly string[],
): string {
  return [
    ...Object.entries(variables).map(([name, value]) => `${name}=${shellWord(value)}`),
    ...['kube-sre', ...words, ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig])].map(shellWord),
  ].join(' ');
}
