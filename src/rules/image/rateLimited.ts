import { pullRule } from './pullRule.ts';

export const rateLimited = pullRule({
  id: 'image/rate-limited',
  problem: 'rateLimited',
  speaks: 'The registry, or the kubelet itself, lets no more images be pulled for a while (429, toomanyrequests).',
  silent: 'Other refusals.',
  message: ({ who, image, registry, failure }) =>
    isOfKubelet(failure.text)
      ? `${who} has no image: the kubelet pulls no more at once (pull QPS exceeded), and ${image} has to wait.`
      : `${who} has no image: ${registry} has had too many requests, and does not give ${image} for now.`,
  remedy: ({ registry, failure, pod }) =>
    isOfKubelet(failure.text)
      ? `Wait; where it goes on, raise registryPullQPS and registryBurst of the kubelet of node ${pod.spec?.nodeName ?? ''}.`
      : `Pull with an account (imagePullSecrets): ${registry} allows those more. For good, let the nodes pull by a mirror or a cache of their own.`,
});

/** Source: throttledImageService in pkg/kubelet/images/helpers.go (1.36). */
function isOfKubelet(text: string): boolean {
  return text.includes('pull QPS exceeded');
}
