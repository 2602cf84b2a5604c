import { pullRule } from './pullRule.ts';

/** The kubelet says so too of an image that is there and may not be used with the pod's credentials (KubeletEnsureSecretPulledImages). */
export const absentAndNeverPulled = pullRule({
  id: 'image/absent-and-never-pulled',
  problem: 'neverPulled',
  speaks: 'imagePullPolicy is Never, and the node does not have the image (ErrImageNeverPull).',
  silent: 'Other policies; nodes that have it.',
  message: ({ who, image, pod }) =>
    `${who} has no image: node ${pod.spec?.nodeName ?? ''} does not have ${image}, or the pod may not use it, and imagePullPolicy Never keeps it from being pulled.`,
  evidence: ({ container }) => [
    { path: `${container.specPath}.imagePullPolicy`, value: container.spec.imagePullPolicy ?? null },
  ],
  remedy: ({ image, container, pod }) =>
    `Let ${container.name} have imagePullPolicy IfNotPresent, or load ${image} onto node ${pod.spec?.nodeName ?? ''} and every other that may run it.`,
});
