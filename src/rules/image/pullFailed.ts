import { pullRule } from './pullRule.ts';

const shown = 300;

export const pullFailed = pullRule({
  id: 'image/pull-failed',
  problem: 'unknown',
  speaks:
    'An image cannot be pulled, and the words that tell why, if any do, say none of what other rules know: a full disk, a signature that is not accepted.',
  silent: 'Failures whose cause another rule about images tells.',
  message: ({ who, image, failure }) => {
    const { reason, text } = failure;
    const said = text.length > shown ? `${text.slice(0, shown)}…` : text.replace(/\.$/, '');
    return said === ''
      ? `${who} has no image: ${image} cannot be pulled (${reason}), and neither its status nor an event tells why.`
      : `${who} has no image: ${image} cannot be pulled (${reason}): ${said}.`;
  },
  remedy: ({ image, pod, failure: { text } }) => {
    const node = pod.spec?.nodeName ?? '';
    if (/no space left/i.test(text)) return `Free the disk of node ${node} that holds its images.`;
    if (/signature/i.test(text)) return `Sign ${image} as the policy of the container runtime asks, or change it.`;
    return `Pull ${image} by hand on node ${node} (crictl pull), or see the log of its kubelet.`;
  },
});
