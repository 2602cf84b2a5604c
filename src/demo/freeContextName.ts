/** The demo's context: `demo`, or what can be mistaken for nobody else's. */
export function freeContextName(taken: readonly string[]): string {
  const names = new Set(taken);
  for (const name of ['demo', 'kube-sre-demo']) if (!names.has(name)) return name;
  let number = 2;
  while (names.has(`kube-sre-demo-${number}`)) number++;
  return `kube-sre-demo-${number}`;
}
