import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { isReadyPod, livePods } from '../../kube/endpoints.ts';
import { controllerLabel, controllerLabels } from '../../kube/ingressControllers.ts';
import { classNameOf } from '../../kube/ingresses.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { ingressClass } from '../../kube/kinds/ingressClass.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { controllerOf } from '../../kube/owners.ts';
import { unreadyReasons } from '../../kube/unready.ts';
import { unreadyEvidence } from '../../kube/unreadyEvidence.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** All that enters by the class is down when the controller's pods are. */
export const controllerNotReady = defineRule({
  id: 'ingress/controller-not-ready',
  stage: 'route',
  severity: 'critical',
  explains: ['ingress/no-address'],
  speaks:
    'The pods of the controller of an Ingress’s class were found, by the labels of well-known controllers, and none is ready.',
  silent: 'No such pods (the controller may run elsewhere or under other labels); the admission Jobs of a controller.',
  needs: { ingresses: list(ingress), classes: list(ingressClass), pods: list(pod, 'cluster') },
  uses: {},
  judge({ ingresses, classes, pods }) {
    return ingresses.flatMap((one): Finding[] => {
      const wanted = classNameOf(one);
      const controller = classes.find(({ metadata }) => metadata?.name === wanted)?.spec?.controller;
      const name = controller === undefined ? undefined : controllerLabels[controller];
      const own = livePods(pods).filter((candidate) => name !== undefined && isControllerPod(candidate, name));
      const first = own[0];
      if (first === undefined || own.some(isReadyPod)) return [];
      const object = refOf(ingress, one);
      return [
        {
          rule: 'ingress/controller-not-ready',
          severity: unlessDeleted(one, 'critical'),
          object,
          message: `The ingress controller of class ${wanted ?? ''} has no ready pod (${unreadyReasons(own)} in ${first.metadata?.namespace ?? ''}).`,
          evidence: own.slice(0, 2).map(unreadyEvidence),
          remedy: `Mend the controller's pods in ${first.metadata?.namespace ?? 'its namespace'}: see their states, last logs and events.`,
        },
      ];
    });
  },
});

function isControllerPod(candidate: Pod, name: string): boolean {
  const labels = candidate.metadata?.labels ?? {};
  const component = labels['app.kubernetes.io/component'];
  return (
    labels[controllerLabel] === name &&
    component !== 'admission-webhook' &&
    component !== 'default-backend' &&
    controllerOf(candidate)?.kind !== 'Job'
  );
}
