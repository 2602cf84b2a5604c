import type { NoDraft } from '../../core/draft.ts';
import type { Pod } from '../../kube/kinds/pod.ts';

/** Its node's kubelet makes it from a file; what the API has is a mirror (kubernetes.io/docs, "Static Pods"). */
export function staticPod(
  { metadata }: Pod,
  path: string,
  doing: 'evicting' | 'deleting',
): Pick<NoDraft, 'headline' | 'blockedBy'> | undefined {
  if (metadata?.annotations?.['kubernetes.io/config.mirror'] === undefined) return undefined;
  return {
    blockedBy: 'protected',
    headline: `Pod ${path} is static: the kubelet of its node keeps it, and ${doing} its mirror restarts nothing. Nothing was changed.`,
  };
}
