import { isIP } from 'node:net';
import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';

/** ExternalName becomes a CNAME record: it can name a host and nothing else. */
export const externalNameInvalid = defineRule({
  id: 'service/external-name-invalid',
  stage: 'route',
  severity: 'warning',
  speaks: 'The externalName of a Service is an address, or holds a scheme, a port or an underscore.',
  silent: 'A host name; Services of other types.',
  needs: { services: list(service) },
  uses: {},
  judge({ services }) {
    return services.flatMap((one): Finding[] => {
      const name = one.spec?.externalName;
      const wrong = one.spec?.type === 'ExternalName' && name !== undefined ? faultOf(name) : undefined;
      if (wrong === undefined) return [];
      const object = refOf(service, one);
      return [
        {
          rule: 'service/external-name-invalid',
          severity: one.metadata?.deletionTimestamp === undefined ? 'warning' : 'info',
          object,
          message: `externalName ${name ?? ''} ${wrong}; DNS answers it as a CNAME, which can only be a host name.`,
          evidence: [{ object, path: 'spec.externalName', value: name }],
          remedy:
            isIP(name ?? '') === 0
              ? 'Give spec.externalName the bare host name; ports belong to the client’s URL.'
              : 'Use a Service without a selector and an EndpointSlice with the address.',
        },
      ];
    });
  },
});

function faultOf(name: string): string | undefined {
  if (isIP(name) !== 0) return 'is an address';
  if (name.includes('://')) return 'holds a scheme';
  if (name.includes(':')) return 'holds a port';
  if (name.includes('/')) return 'holds a path';
  return name.includes('_') ? 'holds an underscore' : undefined;
}
