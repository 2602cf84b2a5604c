/** `1 pod`, `2 pods`, `0 pods`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
