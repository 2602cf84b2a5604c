import type { Finding } from '../../core/finding.ts';
import { nearest } from '../../core/nearest.ts';
import { defineRule, list } from '../../core/rule.ts';
import { ingressRoutes } from '../../kube/ingresses.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** The controller answers 503 for a path whose Service is not there. */
export const backendServiceMissing = defineRule({
  id: 'ingress/backend-service-missing',
  stage: 'reference',
  severity: 'critical',
  speaks: 'A path or the default backend of an Ingress names a Service that its namespace does not have.',
  silent: 'Resource backends; actions of the AWS controller, which look like a Service with the port use-annotation.',
  needs: { ingresses: list(ingress), services: list(service) },
  uses: {},
  judge({ ingresses, services }) {
    return ingresses.flatMap((one) => {
      const namespace = one.metadata?.namespace;
      const names = services
        .filter((each) => each.metadata?.namespace === namespace)
        .flatMap(({ metadata }) => metadata?.name ?? []);
      return ingressRoutes(one).flatMap(({ backend, at, path }): Finding[] => {
        const name = backend.service?.name;
        if (name === undefined || backend.service?.port?.name === 'use-annotation' || names.includes(name)) return [];
        const object = refOf(ingress, one);
        const close = nearest(name, names)[0];
        return [
          {
            rule: 'ingress/backend-service-missing',
            severity: unlessDeleted(one, 'critical'),
            object,
            message: `Path ${path} leads to Service ${name}, which does not exist in ${namespace ?? 'its namespace'}${close === undefined ? '' : `; ${close} does`}.`,
            evidence: [{ object, path: `${at}.service.name`, value: name }],
            remedy: `${close === undefined ? `Make Service ${name}` : `Set ${at}.service.name to ${close}`}, or remove the path.`,
          },
        ];
      });
    });
  },
});
