export interface ServiceName {
  readonly name: string;
  /** Undefined: that of the caller. */
  readonly namespace: string | undefined;
  /** Ends in `.svc` or `.svc.<domain>`: it cannot be a name of the outside world. */
  readonly qualified: boolean;
}

/**
 * Reads a host as a name that the cluster's DNS answers: `api`, `api.shop`, `api.shop.svc`, `api.shop.svc.cluster.local`, and
 * `api-0.api.shop.svc…` for one pod of a headless Service. Undefined for more labels without `svc`.
 * Source: the Kubernetes DNS-Based Service Discovery specification.
 */
export function serviceNameOf(host: string): ServiceName | undefined {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const svc = labels.indexOf('svc');
  if (svc >= 2) return named(labels[svc - 2], labels[svc - 1], true);
  if (labels.length > 2) return undefined;
  return named(labels[0], labels[1], false);
}

function named(name: string | undefined, namespace: string | undefined, qualified: boolean): ServiceName | undefined {
  return name === undefined || name === '' ? undefined : { name, namespace, qualified };
}
