import type { Finding } from '../../core/finding.ts';
import { nearest } from '../../core/nearest.ts';
import { defineRule, list } from '../../core/rule.ts';
import { gateway } from '../../kube/kinds/gateway.ts';
import { gatewayClass } from '../../kube/kinds/gatewayClass.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** Nobody implements a Gateway whose class nobody defined. */
export const classMissing = defineRule({
  id: 'gateway/class-missing',
  stage: 'route',
  severity: 'critical',
  explains: ['gateway/not-accepted', 'gateway/not-programmed'],
  speaks: 'A Gateway names a GatewayClass that does not exist.',
  silent: 'The class exists; the classes could not be listed.',
  needs: { gateways: list(gateway, 'cluster'), classes: list(gatewayClass) },
  uses: {},
  judge({ gateways, classes }) {
    const names = classes.flatMap(({ metadata }) => metadata?.name ?? []);
    return gateways.flatMap((one): Finding[] => {
      const wanted = one.spec?.gatewayClassName;
      if (wanted === undefined || names.includes(wanted)) return [];
      const object = refOf(gateway, one);
      const close = nearest(wanted, names)[0] ?? (names.length === 1 ? names[0] : undefined);
      return [
        {
          rule: 'gateway/class-missing',
          severity: unlessDeleted(one, 'critical'),
          object,
          message: `There is no GatewayClass ${wanted}, so nobody implements this Gateway (there are: ${names.join(', ') || 'none'}).`,
          evidence: [{ object, path: 'spec.gatewayClassName', value: wanted }],
          remedy:
            close === undefined
              ? `Install the implementation of GatewayClass ${wanted}.`
              : `Set spec.gatewayClassName to ${close}.`,
        },
      ];
    });
  },
});
