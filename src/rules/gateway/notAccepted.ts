import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf, conditionPath } from '../../kube/conditions.ts';
import { gateway } from '../../kube/kinds/gateway.ts';
import { gatewayClass } from '../../kube/kinds/gatewayClass.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** The implementation looked at the Gateway, or at its class, and refused it. */
export const notAccepted = defineRule({
  id: 'gateway/not-accepted',
  stage: 'route',
  severity: 'critical',
  explains: ['gateway/not-programmed', 'gateway/route-not-attached'],
  speaks: 'The condition Accepted of a Gateway or of its GatewayClass is False.',
  silent: 'Accepted, or not judged yet; reason ListenersNotValid with some listener accepted.',
  needs: { gateways: list(gateway, 'cluster') },
  uses: { classes: list(gatewayClass) },
  judge({ gateways, classes }) {
    return gateways.flatMap((one): Finding[] => {
      const object = refOf(gateway, one);
      const own = conditionOf(one.status?.conditions, 'Accepted');
      const ownClass = classes?.find(({ metadata }) => metadata?.name === one.spec?.gatewayClassName);
      const ofClass = conditionOf(ownClass?.status?.conditions, 'Accepted');
      const someListener = (one.status?.listeners ?? []).some(
        ({ conditions }) => conditionOf(conditions, 'Accepted')?.status === 'True',
      );
      if (own?.status === 'False' && !(own.reason === 'ListenersNotValid' && someListener))
        return [
          {
            rule: 'gateway/not-accepted',
            severity: unlessDeleted(one, 'critical'),
            object,
            message: `The Gateway was not accepted: ${own.reason ?? 'no reason'}, ${own.message ?? 'no message'}.`,
            evidence: [{ object, path: conditionPath(one.status?.conditions, 'Accepted'), value: 'False' }],
            remedy: 'Mend what the condition names: address, listener or parameters.',
          },
        ];
      if (ownClass === undefined || ofClass?.status !== 'False') return [];
      const classRef = refOf(gatewayClass, ownClass);
      return [
        {
          rule: 'gateway/not-accepted',
          severity: unlessDeleted(one, 'critical'),
          object,
          message: `Its GatewayClass ${classRef.name} was not accepted: ${ofClass.reason ?? 'no reason'}, ${ofClass.message ?? 'no message'}.`,
          evidence: [
            { object: classRef, path: conditionPath(ownClass.status?.conditions, 'Accepted'), value: 'False' },
          ],
          remedy: `Mend GatewayClass ${classRef.name}: its parameters, or the controller that serves it.`,
        },
      ];
    });
  },
});
