import { defineRule, list } from '../../core/rule.ts';
import { slicesOf } from '../../kube/endpoints.ts';
import { endpointSlice } from '../../kube/kinds/endpointSlice.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { selectorOf } from '../../kube/services.ts';

/** A Service without a selector has the endpoints that somebody writes for it. */
export const endpointsMissing = defineRule({
  id: 'service/endpoints-missing',
  stage: 'endpoints',
  severity: 'warning',
  speaks: 'A Service has no selector, and nobody has made EndpointSlices for it.',
  silent: 'ExternalName; Services with slices made by hand or by a mirror.',
  needs: { services: list(service), slices: list(endpointSlice) },
  uses: {},
  judge({ services, slices }) {
    return services
      .filter((one) => one.spec?.type !== 'ExternalName' && selectorOf(one) === undefined)
      .filter((one) => slicesOf(one, slices).length === 0)
      .map((one) => {
        const object = refOf(service, one);
        return {
          rule: 'service/endpoints-missing',
          severity: one.metadata?.deletionTimestamp === undefined ? ('warning' as const) : ('info' as const),
          object,
          message: 'The Service has no selector and no EndpointSlices, so it leads nowhere.',
          evidence: [{ object, path: 'spec.selector', value: null }],
          remedy: `Give Service ${object.name} a selector, or make EndpointSlices labelled kubernetes.io/service-name=${object.name}.`,
        };
      });
  },
});
