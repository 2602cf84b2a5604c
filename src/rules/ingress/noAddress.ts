import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { secondsSince } from '../../kube/conditions.ts';
import { classNameOf, publishedAddresses } from '../../kube/ingresses.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { refOf } from '../../kube/metadata.ts';

const graceSeconds = 120;

/** A controller writes the address under which it serves an Ingress into its status; not every one does. */
export const noAddress = defineRule({
  id: 'ingress/no-address',
  stage: 'reachability',
  severity: 'warning',
  speaks: 'The status of an Ingress has no address; a warning where others of its class have one.',
  silent: 'The first two minutes.',
  needs: { ingresses: list(ingress) },
  uses: {},
  judge({ ingresses, now }) {
    return ingresses.flatMap((one): Finding[] => {
      if (publishedAddresses(one).length > 0) return [];
      if ((secondsSince(one.metadata?.creationTimestamp, now) ?? graceSeconds) < graceSeconds) return [];
      const served = ingresses.find(
        (other) => classNameOf(other) === classNameOf(one) && publishedAddresses(other).length > 0,
      );
      const object = refOf(ingress, one);
      return [
        {
          rule: 'ingress/no-address',
          severity: served === undefined || one.metadata?.deletionTimestamp !== undefined ? 'info' : 'warning',
          object,
          message:
            served === undefined
              ? 'The controller has published no address for this Ingress; some never do.'
              : `The controller has published no address for this Ingress, though it has for ${served.metadata?.name ?? 'another'} of the same class.`,
          evidence: [{ object, path: 'status.loadBalancer.ingress', value: [] }],
          remedy: 'See the events of the Ingress and the log of its controller for why it was not taken.',
        },
      ];
    });
  },
});
