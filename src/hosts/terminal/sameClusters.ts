import path from 'node:path';

/** What leads another process of this program to the same clusters and journal; `demo`: nothing, the cluster ends with this one. */
export type SameClusters =
  | 'demo'
  | {
      /** Absolute. */
      readonly kubeconfig?: string;
      /** Of the environment, their paths absolute: for a shell that does not have them. */
      readonly variables: Readonly<Record<string, string>>;
    };

/** @param env of a process that a client has started: a person's shell need not have it */
export function sameClusters(
  { kubeconfig = '', demo }: { readonly kubeconfig?: string | undefined; readonly demo: boolean },
  env: Readonly<Record<string, string | undefined>>,
): SameClusters {
  if (demo) return 'demo';
  const named = kubeconfig === '' ? ['KUBE_SRE_HOME', 'KUBECONFIG'] : ['KUBE_SRE_HOME'];
  const variables = named.flatMap((name) => {
    const paths = (env[name] ?? '').split(path.delimiter).filter((one) => one !== '');
    return paths.length === 0 ? [] : [[name, paths.map((one) => path.resolve(one)).join(path.delimiter)] as const];
  });
  return {
    variables: Object.fromEntries(variables),
    ...(kubeconfig === '' ? {} : { kubeconfig: path.resolve(kubeconfig) }),
  };
}
