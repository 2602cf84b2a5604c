import type { Engine } from '../../core/engine.ts';
import type { ActiveTarget } from './activeTarget.ts';
import { errorWords } from './errorWords.ts';

/** What the kubeconfig calls current, or why it cannot be read: while somebody edits it, what it held before is still shown. */
export async function learnKubeconfig(
  engine: Pick<Engine, 'contexts'>,
  target: Pick<ActiveTarget, 'learnCurrent' | 'learnKubeconfigTrouble'>,
): Promise<void> {
  try {
    target.learnCurrent((await engine.contexts()).find(({ current }) => current)?.name);
    target.learnKubeconfigTrouble(undefined);
  } catch (error) {
    const { brief, hint = '', reason } = errorWords(error);
    const isThere = reason !== 'NoKubeconfig' && reason !== 'NoContext';
    if (!isThere) target.learnCurrent(undefined);
    target.learnKubeconfigTrouble(isThere ? { because: brief, hint } : undefined);
  }
}
