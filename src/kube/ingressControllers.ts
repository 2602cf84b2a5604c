/**
 * The label app.kubernetes.io/name that the pods of well-known ingress controllers carry in their own charts, by the controller
 * string of their IngressClass. Only these are looked for; a controller that is not listed may run anywhere.
 */
export const controllerLabels: Readonly<Record<string, string>> = {
  'k8s.io/ingress-nginx': 'ingress-nginx',
  'nginx.org/ingress-controller': 'nginx-ingress',
  'traefik.io/ingress-controller': 'traefik',
  'haproxy.org/ingress-controller': 'kubernetes-ingress',
  'haproxy-ingress.github.io/controller': 'haproxy-ingress',
  'projectcontour.io/ingress-controller': 'contour',
  'ingress.k8s.aws/alb': 'aws-load-balancer-controller',
};

export const controllerLabel = 'app.kubernetes.io/name';

/** The pods of all of them, for a list that the server narrows. */
export const controllerSelector = `${controllerLabel} in (${Object.values(controllerLabels).join(',')})`;
