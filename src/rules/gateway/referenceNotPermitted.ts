import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { gatewayGroup, routeBackends } from '../../kube/gatewayRoutes.ts';
import { httpRoute, type HTTPRoute } from '../../kube/kinds/httpRoute.ts';
import { referenceGrant } from '../../kube/kinds/referenceGrant.ts';
import { refOf } from '../../kube/metadata.ts';
import { isPermitted } from '../../kube/referenceGrants.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** A namespace must agree to being referred to: otherwise anybody could route to anybody's Services. */
export const referenceNotPermitted = defineRule({
  id: 'gateway/reference-not-permitted',
  stage: 'reference',
  severity: 'critical',
  speaks: 'An HTTPRoute leads to a backend in another namespace, which has no ReferenceGrant for it.',
  silent: 'Backends in the route’s own namespace; a grant that names it.',
  needs: { routes: list(httpRoute), grants: list(referenceGrant, 'cluster') },
  uses: {},
  judge({ routes, grants }) {
    return routes.flatMap((route) => {
      const object = refOf(httpRoute, route);
      return uniqueBackends(route).flatMap(({ backend, namespace, at }): Finding[] => {
        const { group = '', kind = 'Service', name = '' } = backend;
        const from = { group: gatewayGroup, kind: 'HTTPRoute', namespace: object.namespace };
        if (isPermitted({ from, to: { group, kind, namespace, name } }, grants)) return [];
        return [
          {
            rule: 'gateway/reference-not-permitted',
            severity: unlessDeleted(route, 'critical'),
            object,
            message: `The route leads to ${kind} ${name} in namespace ${namespace ?? ''}, which has no ReferenceGrant that allows it.`,
            evidence: [{ object, path: `${at}.namespace`, value: namespace }],
            remedy: `Make a ReferenceGrant in ${namespace ?? ''} from HTTPRoute in ${object.namespace ?? ''} to ${kind}${name === '' ? '' : ` ${name}`}.`,
          },
        ];
      });
    });
  },
});

function uniqueBackends(route: HTTPRoute) {
  return [...new Map(routeBackends(route).map((one) => [one.at, one])).values()];
}
