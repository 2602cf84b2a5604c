import type { Finding } from '../../core/finding.ts';
import { nearest } from '../../core/nearest.ts';
import { byName, defineRule, list } from '../../core/rule.ts';
import { httpRoute } from '../../kube/kinds/httpRoute.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { backendsRead } from './backendsRead.ts';

/** Requests for a backend that does not exist are answered with 500 (gateway.networking.k8s.io/v1 HTTPRouteRule.backendRefs). */
export const backendMissing = defineRule({
  id: 'gateway/backend-missing',
  stage: 'reference',
  severity: 'critical',
  speaks: 'An HTTPRoute leads to a Service that does not exist.',
  silent: 'Backends of other kinds; weight 0 is information; Services of other namespaces that were not read.',
  needs: { routes: list(httpRoute), services: list(service) },
  uses: { others: byName(service) },
  judge({ routes, services, others }) {
    return routes.flatMap((route) =>
      backendsRead(route, services, others)
        .filter((one) => one.service === 'absent')
        .map(({ name, namespace, at, backend }): Finding => {
          const object = refOf(httpRoute, route);
          const neighbours = services.filter((one) => one.metadata?.namespace === namespace);
          const close = nearest(
            name,
            neighbours.flatMap(({ metadata }) => metadata?.name ?? []),
          )[0];
          return {
            rule: 'gateway/backend-missing',
            severity: unlessDeleted(route, backend.weight === 0 ? 'info' : 'critical'),
            object,
            message: `The route leads to Service ${namespace ?? ''}/${name}, which does not exist${close === undefined ? '' : `; ${close} does`}.`,
            evidence: [{ object, path: `${at}.name`, value: name }],
            remedy: `${close === undefined ? `Make Service ${name}` : `Set ${at}.name to ${close}`}, or remove the reference.`,
          };
        }),
    );
  },
});
