import type { Finding } from '../../core/finding.ts';
import { byName, defineRule, list } from '../../core/rule.ts';
import { httpRoute } from '../../kube/kinds/httpRoute.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { portsText, servicePort } from '../../kube/services.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { backendsRead } from './backendsRead.ts';

/** A route names the port of the Service, which is required for one, and not the container's. */
export const backendPortMissing = defineRule({
  id: 'gateway/backend-port-missing',
  stage: 'reference',
  severity: 'critical',
  speaks: 'An HTTPRoute leads to a port that its Service does not have.',
  silent: 'The Service is not there (gateway/backend-missing) or was not read; ExternalName.',
  needs: { routes: list(httpRoute), services: list(service) },
  uses: { others: byName(service) },
  judge({ routes, services, others }) {
    return routes.flatMap((route) =>
      backendsRead(route, services, others).flatMap(({ service: target, backend, at, name }): Finding[] => {
        if (target === 'absent' || target.spec?.type === 'ExternalName') return [];
        if (backend.port !== undefined && servicePort(target, backend.port) !== undefined) return [];
        const object = refOf(httpRoute, route);
        return [
          {
            rule: 'gateway/backend-port-missing',
            severity: unlessDeleted(route, backend.weight === 0 ? 'info' : 'critical'),
            object,
            message:
              backend.port === undefined
                ? `The route leads to Service ${name} without a port.`
                : `The route leads to port ${backend.port} of Service ${name}, which has no such port (it has: ${portsText(target)}).`,
            evidence: [
              { object, path: `${at}.port`, value: backend.port ?? null },
              {
                object: refOf(service, target),
                path: 'spec.ports[*].port',
                value: (target.spec?.ports ?? []).map((port) => port.port),
              },
            ],
            remedy: `Set ${at}.port to a port of Service ${name}: ${portsText(target)}.`,
          },
        ];
      }),
    );
  },
});
