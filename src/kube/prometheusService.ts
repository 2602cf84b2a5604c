import type { Service } from './kinds/service.ts';

/** A Service that speaks the Prometheus HTTP API, as far as labels, name and port tell. */
export interface PrometheusService {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** What charts and operators write into app.kubernetes.io/name or app. VictoriaMetrics and Thanos answer the same queries. */
const apps = new Set([
  'prometheus',
  'prometheus-server',
  'kube-prometheus-stack-prometheus',
  'thanos-query',
  'thanos-querier',
  'thanos-query-frontend',
  'vmsingle',
  'victoria-metrics-single',
  'vmselect',
  'mimir-query-frontend',
]);

/** They carry the name and are no server. */
const companions = /alertmanager|exporter|operator|pushgateway|adapter|kube-state-metrics|config-reloader/;

/** The likeliest Service first; a headless one (the operator's `prometheus-operated`) after one with an address. */
export function prometheusServices(services: readonly Service[]): readonly PrometheusService[] {
  return services
    .flatMap((service) => {
      const found = candidate(service);
      return found === undefined ? [] : [{ found, headless: service.spec?.clusterIP === 'None' }];
    })
    .sort((a, b) => Number(a.headless) - Number(b.headless))
    .map(({ found }) => found);
}

function candidate({ metadata, spec }: Service): PrometheusService | undefined {
  const { name = '', namespace = '', labels = {} } = metadata ?? {};
  if (companions.test(name)) return undefined;
  const app = labels['app.kubernetes.io/name'] ?? labels.app ?? '';
  const isNamed = apps.has(app) || labels['operated-prometheus'] === 'true' || /(^|-)prometheus(-|$)/.test(name);
  const port = spec?.ports?.find(
    (one) => one.port === 9090 || /^(web|http|http-web|http-query)$/.test(one.name ?? '') || one.port === 80,
  )?.port;
  return isNamed && port !== undefined ? { namespace, name, port } : undefined;
}
