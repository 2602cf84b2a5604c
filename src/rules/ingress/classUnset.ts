import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { classNameOf, publishedAddresses } from '../../kube/ingresses.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { ingressClass } from '../../kube/kinds/ingressClass.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** Without a class and without a default one it is up to each controller whether it feels meant. */
export const classUnset = defineRule({
  id: 'ingress/class-unset',
  stage: 'route',
  severity: 'warning',
  explains: ['ingress/no-address'],
  speaks: 'An Ingress names no class and no IngressClass is the default.',
  silent: 'Its status has an address (somebody serves it); the legacy annotation is used.',
  needs: { ingresses: list(ingress), classes: list(ingressClass) },
  uses: {},
  judge({ ingresses, classes }) {
    const isDefault = classes.some(
      ({ metadata }) => metadata?.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true',
    );
    if (isDefault) return [];
    const names = classes.flatMap(({ metadata }) => metadata?.name ?? []);
    return ingresses.flatMap((one): Finding[] => {
      if (classNameOf(one) !== undefined || publishedAddresses(one).length > 0) return [];
      const object = refOf(ingress, one);
      return [
        {
          rule: 'ingress/class-unset',
          severity: unlessDeleted(one, 'warning'),
          object,
          message: 'The Ingress names no class, no IngressClass is the default, and nobody has given it an address.',
          evidence: [{ object, path: 'spec.ingressClassName', value: null }],
          remedy: `Set spec.ingressClassName of Ingress ${object.name}${names.length > 0 ? ` (there are: ${names.join(', ')})` : ''}.`,
        },
      ];
    });
  },
});
