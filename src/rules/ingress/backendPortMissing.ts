import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { backendPort, ingressRoutes } from '../../kube/ingresses.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { service, type Service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { portsText, servicePort } from '../../kube/services.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** An Ingress names the Service's port, and not the container's. */
export const backendPortMissing = defineRule({
  id: 'ingress/backend-port-missing',
  stage: 'reference',
  severity: 'critical',
  speaks: 'A backend of an Ingress names a port, by number or name, that its Service does not have.',
  silent: 'A Service that is not there (ingress/backend-service-missing); ExternalName, which needs no ports.',
  needs: { ingresses: list(ingress), services: list(service) },
  uses: {},
  judge({ ingresses, services }) {
    return ingresses.flatMap((one) =>
      ingressRoutes(one).flatMap(({ backend, at, path }): Finding[] => {
        const target = services.find(
          ({ metadata }) => metadata?.name === backend.service?.name && metadata?.namespace === one.metadata?.namespace,
        );
        const wanted = backendPort(backend);
        if (target === undefined || target.spec?.type === 'ExternalName') return [];
        if (wanted === undefined || servicePort(target, wanted) !== undefined) return [];
        const object = refOf(ingress, one);
        const behind = refOf(service, target);
        return [
          {
            rule: 'ingress/backend-port-missing',
            severity: unlessDeleted(one, 'critical'),
            object,
            message: `Path ${path} leads to port ${wanted} of Service ${behind.name}, which has no such port (it has: ${portsText(target)}).`,
            evidence: [
              { object, path: `${at}.service.port.${typeof wanted === 'number' ? 'number' : 'name'}`, value: wanted },
              {
                object: behind,
                path: 'spec.ports',
                value: (target.spec?.ports ?? []).map(({ name, port }) => ({ name, port })),
              },
            ],
            remedy: remedyOf(`${at}.service.port`, wanted, target),
          },
        ];
      }),
    );
  },
});

/** A backend names its port by number or by name, and never by both. */
function remedyOf(at: string, wanted: number | string, target: Service): string {
  const only = target.spec?.ports?.length === 1 ? target.spec.ports[0] : undefined;
  if (only?.port === undefined) return `Name a port of Service ${target.metadata?.name ?? ''} in ${at}.`;
  if (typeof wanted === 'number') return `Set ${at}.number to ${only.port}.`;
  return only.name === undefined || only.name === ''
    ? `Put number: ${only.port} in the place of ${at}.name.`
    : `Set ${at}.name to ${only.name}.`;
}
