import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf, conditionPath, secondsSince } from '../../kube/conditions.ts';
import { gateway } from '../../kube/kinds/gateway.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

const graceSeconds = 120;

/** Accepted, and yet there is no data plane that serves it. Programmed is Unknown until a controller first looks. */
export const notProgrammed = defineRule({
  id: 'gateway/not-programmed',
  stage: 'route',
  severity: 'critical',
  speaks: 'The condition Programmed of a Gateway is not True, two minutes after it last changed.',
  silent: 'The first two minutes; implementations of old versions, which do not write the condition.',
  needs: { gateways: list(gateway, 'cluster') },
  uses: {},
  judge({ gateways, now }) {
    return gateways.flatMap((one): Finding[] => {
      const programmed = conditionOf(one.status?.conditions, 'Programmed');
      if (programmed === undefined || programmed.status === 'True') return [];
      // A new Gateway carries the defaults of its definition, dated 1970.
      const since = [programmed.lastTransitionTime, one.metadata?.creationTimestamp].map(
        (time) => secondsSince(time, now) ?? graceSeconds,
      );
      if (Math.min(...since) < graceSeconds) return [];
      const object = refOf(gateway, one);
      return [
        {
          rule: 'gateway/not-programmed',
          severity: unlessDeleted(one, 'critical'),
          object,
          message: `The Gateway is not programmed: ${programmed.reason ?? 'no reason'}, ${programmed.message ?? 'no message'}.`,
          evidence: [
            { object, path: conditionPath(one.status?.conditions, 'Programmed'), value: programmed.status ?? null },
          ],
          remedy:
            'See the log of the controller of its GatewayClass, and the Service or load balancer that it makes for the Gateway.',
        },
      ];
    });
  },
});
