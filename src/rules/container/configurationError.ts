import { waitingRule } from './waitingRule.ts';

export const configurationError = waitingRule({
  id: 'container/configuration-error',
  stage: 'configuration',
  severity: 'critical',
  reasons: new Set(['CreateContainerConfigError']),
  speaks:
    'The kubelet cannot put together what a container is configured with (CreateContainerConfigError): names the ConfigMap, Secret, key, or the conflict with runAsNonRoot.',
  silent: 'Optional references that are missing.',
  message: ({ who, message }) =>
    `${who} is not created, since its configuration cannot be put together${message === '' ? '' : `: ${message}`}.`,
  remedy: ({ message, container }) => remedyOf(message, container.name),
});

/** Source: makeEnvironmentVariables and verifyRunAsNonRoot in pkg/kubelet, kuberuntime/security_context.go (1.36). */
function remedyOf(message: string, container: string): string {
  const [, kind, name] = /\b(configmap|secret) "([^"]+)" not found/i.exec(message) ?? [];
  if (kind !== undefined && name !== undefined)
    return `Create the ${kind.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap'} ${name}, or mark the reference optional, or name another one.`;
  const [, key, holder, place] = /couldn't find key (\S+) in (ConfigMap|Secret) (\S+)/i.exec(message) ?? [];
  if (key !== undefined && holder !== undefined && place !== undefined)
    return `Add the key ${key} to ${holder} ${place}, or let ${container} ask for a key that it has.`;
  if (/runAsNonRoot|non-root|non-numeric user/i.test(message))
    return `Give ${container} a securityContext.runAsUser that is not 0, or an image whose user is a number other than 0; runAsNonRoot forbids root.`;
  return 'Mend what the message names.';
}
