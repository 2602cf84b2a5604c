import type { Finding } from '../../core/finding.ts';
import { nearest } from '../../core/nearest.ts';
import { defineRule, list } from '../../core/rule.ts';
import { publishedAddresses, usesLegacyClass } from '../../kube/ingresses.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { ingressClass } from '../../kube/kinds/ingressClass.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** GKE's controllers serve these names without an IngressClass object. */
const servedWithoutObject = ['gce', 'gce-internal'];

/** No controller takes an Ingress whose class nobody defined. */
export const classMissing = defineRule({
  id: 'ingress/class-missing',
  stage: 'route',
  severity: 'critical',
  explains: ['ingress/no-address'],
  speaks: 'An Ingress names an IngressClass that does not exist.',
  silent:
    'Its status has an address (somebody serves it); the legacy annotation is used; classes that a cloud serves without an object.',
  needs: { ingresses: list(ingress), classes: list(ingressClass) },
  uses: {},
  judge({ ingresses, classes }) {
    const names = classes.flatMap(({ metadata }) => metadata?.name ?? []);
    return ingresses.flatMap((one): Finding[] => {
      const wanted = one.spec?.ingressClassName;
      if (wanted === undefined || names.includes(wanted) || servedWithoutObject.includes(wanted)) return [];
      if (usesLegacyClass(one) || publishedAddresses(one).length > 0) return [];
      const object = refOf(ingress, one);
      const close = nearest(wanted, names)[0] ?? (names.length === 1 ? names[0] : undefined);
      return [
        {
          rule: 'ingress/class-missing',
          severity: unlessDeleted(one, 'critical'),
          object,
          message: `There is no IngressClass ${wanted}, so no controller serves this Ingress (there are: ${names.join(', ') || 'none'}).`,
          evidence: [{ object, path: 'spec.ingressClassName', value: wanted }],
          remedy:
            close === undefined
              ? `Install the ingress controller that serves the class ${wanted}, with its IngressClass.`
              : `Set spec.ingressClassName of Ingress ${object.name} to ${close}.`,
        },
      ];
    });
  },
});
