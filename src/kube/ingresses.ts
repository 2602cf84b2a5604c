import type { Ingress, IngressBackend } from './kinds/ingress.ts';

/** One way through an Ingress: host and path to a backend, and where it stands in the object. */
export interface IngressRoute {
  /** Undefined: any host. */
  readonly host: string | undefined;
  readonly path: string;
  readonly type: string;
  readonly backend: IngressBackend;
  /** `spec.rules[0].http.paths[1].backend`. */
  readonly at: string;
}

/** All ways through an Ingress, the default backend last. */
export function ingressRoutes({ spec }: Ingress): readonly IngressRoute[] {
  const routes = (spec?.rules ?? []).flatMap(({ host, http }, rule) =>
    (http?.paths ?? []).flatMap(
      ({ path = '/', pathType = 'ImplementationSpecific', backend }, index): IngressRoute[] =>
        backend === undefined
          ? []
          : [
              {
                host: host === '' ? undefined : host,
                path,
                type: pathType,
                backend,
                at: `spec.rules[${rule}].http.paths[${index}].backend`,
              },
            ],
    ),
  );
  const fallback = spec?.defaultBackend;
  if (fallback === undefined) return routes;
  return [...routes, { host: undefined, path: '/', type: 'Prefix', backend: fallback, at: 'spec.defaultBackend' }];
}

/** The port that a backend names: a number or a name. */
export function backendPort({ service }: IngressBackend): number | string | undefined {
  return service?.port?.number ?? service?.port?.name;
}

const legacyClass = 'kubernetes.io/ingress.class';

/** The class by field, else by the annotation from before there were IngressClasses. */
export function classNameOf({ spec, metadata }: Ingress): string | undefined {
  return spec?.ingressClassName ?? metadata?.annotations?.[legacyClass];
}

export function usesLegacyClass({ metadata }: Ingress): boolean {
  return metadata?.annotations?.[legacyClass] !== undefined;
}

/** Addresses under which an Ingress, a Service or the like is reached from outside, as its status says. */
export function publishedAddresses(object: {
  readonly status?: {
    readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
  };
}): readonly string[] {
  return (object.status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => {
    const address = ip ?? hostname;
    return address === undefined ? [] : [address];
  });
}

/** `shop.example/api → api:80`. */
export function routeText({ host, path, backend }: IngressRoute): string {
  const port = backendPort(backend);
  const target = backend.service?.name ?? backend.resource?.name ?? 'nothing';
  return `${host ?? '*'}${path === '/' && host !== undefined ? '' : path} → ${target}${port === undefined ? '' : `:${port}`}`;
}
