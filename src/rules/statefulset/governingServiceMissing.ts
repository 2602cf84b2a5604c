import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { secondsSince } from '../../kube/conditions.ts';
import { service } from '../../kube/kinds/service.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** What is made after the StatefulSet, of the same manifest. */
const graceSeconds = 60;

/** The pods get names of their own in the DNS (web-0.web) by a headless Service of that name alone. */
export const governingServiceMissing = defineRule({
  id: 'statefulset/governing-service-missing',
  stage: 'endpoints',
  severity: 'warning',
  speaks:
    'The serviceName of a StatefulSet names no Service of its namespace, or one that is not headless: its pods have no names of their own.',
  silent: 'An empty serviceName; the first minute; scaled to zero: information.',
  needs: { statefulSets: list(statefulSet), services: list(service) },
  uses: {},
  judge({ statefulSets, services, now }) {
    const known = new Map(services.map((one) => [`${one.metadata?.namespace ?? ''}/${one.metadata?.name ?? ''}`, one]));
    return statefulSets.flatMap((one): Finding[] => {
      const name = one.spec?.serviceName ?? '';
      const age = secondsSince(one.metadata?.creationTimestamp, now);
      if (name === '' || (age !== undefined && age < graceSeconds)) return [];
      const governing = known.get(`${one.metadata?.namespace ?? ''}/${name}`);
      if (governing !== undefined && governing.spec?.clusterIP === 'None') return [];
      const object = refOf(statefulSet, one);
      const ip = governing?.spec?.clusterIP ?? null;
      return [
        {
          rule: 'statefulset/governing-service-missing',
          severity: one.spec?.replicas === 0 ? 'info' : unlessDeleted(one, 'warning'),
          object,
          message: `Service ${name}, which would give the pods names of their own, ${governing === undefined ? 'does not exist' : 'is not headless'}: ${object.name}-0.${name} does not resolve.`,
          evidence: [
            { object, path: 'spec.serviceName', value: name },
            ...(governing === undefined
              ? []
              : [{ object: refOf(service, governing), path: 'spec.clusterIP', value: ip }]),
          ],
          remedy:
            governing === undefined
              ? `Create the headless Service ${name} (clusterIP: None) with the selector of the pods. serviceName itself cannot be changed.`
              : `Make Service ${name} anew with clusterIP: None, or another headless one and a StatefulSet that names it.`,
        },
      ];
    });
  },
});
