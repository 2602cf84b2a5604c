import type { Pod } from '../../kube/kinds/pod.ts';
import { pullRule } from './pullRule.ts';

/** Registries tell a stranger of a repository that does not exist as of one that is not theirs. */
export const unauthorized = pullRule({
  id: 'image/unauthorized',
  problem: 'unauthorized',
  speaks:
    'The registry refuses an image to the node: no credentials, wrong or expired ones, or ones without a right to this repository.',
  silent: 'Registries that do not answer, also where they give no token (image/registry-unreachable).',
  message: ({ who, image, registry, pod }) => {
    const names = pullSecrets(pod);
    const by =
      names.length === 0
        ? 'the pod names no pull secret'
        : `pull ${names.length === 1 ? 'secret' : 'secrets'}: ${names.join(', ')}`;
    return `${who} has no image: ${registry} refuses ${image} to the node (${by}).`;
  },
  evidence: ({ pod }) => [{ path: 'spec.imagePullSecrets', value: pod.spec?.imagePullSecrets ?? null }],
  remedy: ({ image, registry, pod }) => {
    const names = pullSecrets(pod);
    const account = pod.spec?.serviceAccountName ?? 'default';
    const first =
      names.length === 0
        ? `Give the pod, or its service account ${account}, a pull secret for ${registry} (imagePullSecrets; type kubernetes.io/dockerconfigjson)`
        : `See that Secret ${names.join(' or ')} is of type kubernetes.io/dockerconfigjson, names the host ${registry}, and holds credentials that are not expired and may pull`;
    return `${first}. Where ${image} is public, see that it is spelt right: of what does not exist a registry says the same.`;
  },
});

function pullSecrets({ spec }: Pod): readonly string[] {
  return (spec?.imagePullSecrets ?? []).flatMap(({ name = '' }) => (name === '' ? [] : [name]));
}
