import { failedPodRule } from './failedPodRule.ts';

/** Source: pkg/kubelet/active_deadline.go (1.36). A Job’s own deadline deletes its pods instead. */
export const deadlineExceeded = failedPodRule({
  id: 'pod/deadline-exceeded',
  stage: 'kill',
  speaks: 'A pod was ended since it ran longer than its own activeDeadlineSeconds (DeadlineExceeded).',
  silent:
    'Pods within their deadline. One of a Job, which may try again, is a warning; one that was replaced information.',
  applies: ({ reason }) => reason === 'DeadlineExceeded',
  message: ({ pod }) => {
    const seconds = pod.spec?.activeDeadlineSeconds;
    return `The pod was ended: it ran longer than its deadline${seconds === undefined ? '' : ` of ${seconds} s`} (DeadlineExceeded).`;
  },
  evidence: ({ pod }) => [{ path: 'spec.activeDeadlineSeconds', value: pod.spec?.activeDeadlineSeconds ?? null }],
  remedy: ({ name }) =>
    `See in the log of ${name} whether it hung or only needed longer; then mend it, or raise activeDeadlineSeconds. Starting counts too: pulling images, waiting for volumes.`,
});
