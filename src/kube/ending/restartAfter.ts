import type { Container } from '../kinds/container.ts';
import type { Pod } from '../kinds/pod.ts';

/**
 * Whether the container is started again after it ended with this exit code: `foreseen` where a rule of its own names the code,
 * `byPolicy` where its restart policy, or the pod's, does so without. Order and defaults: ContainerShouldRestart in
 * pkg/api/v1/pod/util.go (1.36); the rules count only beside a restart policy of the container itself.
 */
export function restartAfter(exitCode: number, container: Container, pod: Pod): 'foreseen' | 'byPolicy' | undefined {
  const { restartPolicy, restartPolicyRules = [] } = container;
  if (restartPolicy !== undefined) {
    const rule = restartPolicyRules.find(({ exitCodes }) => {
      const isNamed = exitCodes?.values?.includes(exitCode) === true;
      return exitCodes?.operator === 'In' ? isNamed : exitCodes?.operator === 'NotIn' && !isNamed;
    });
    if (rule?.action === 'Restart' || rule?.action === 'RestartAllContainers') return 'foreseen';
  }
  const policy = restartPolicy ?? pod.spec?.restartPolicy ?? 'Always';
  if (policy === 'Never' || (policy === 'OnFailure' && exitCode === 0)) return undefined;
  return 'byPolicy';
}
