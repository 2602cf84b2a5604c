import { waitingRule } from './waitingRule.ts';

export const createError = waitingRule({
  id: 'container/create-error',
  stage: 'start',
  severity: 'critical',
  reasons: new Set(['CreateContainerError', 'PreCreateHookError', 'PreStartHookError']),
  speaks:
    'The container runtime cannot create a container (CreateContainerError, PreCreateHookError, PreStartHookError).',
  silent:
    'Configuration that is missing (container/configuration-error), commands that do not start (container/start-error).',
  message: ({ who, reason, message }) => `${who} cannot be created (${reason})${message === '' ? '' : `: ${message}`}.`,
  remedy: ({ message, pod }) =>
    /no command specified/i.test(message)
      ? 'Give the container a command: its image has neither an entrypoint nor a command.'
      : /name .* is (already )?(in use|reserved)/i.test(message)
        ? `The runtime of node ${pod.spec?.nodeName ?? ''} holds an older container of that name: delete the pod; where it comes back, restart the runtime of the node.`
        : 'Mend what the message names; where it names nothing of the pod, look at the container runtime of the node.',
});
