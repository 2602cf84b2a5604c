import { createEngine } from '../../../src/compose.ts';
import type { Envelope } from '../../../src/core/envelope.ts';
import { isKubeError } from '../../../src/core/kubeError.ts';
import { errorWords } from '../../../src/hosts/vscode/errorWords.ts';
import type { FailureWorld } from './failureWorlds.ts';

/** What a person meets of one failure, by surface. */
export interface FailureWords {
  /** Chat, command line, and the report's card, which shows its message and hint. */
  readonly envelope: Envelope;
  /** The line below the context in the Clusters view and its tooltip; undefined where the view has no trouble. */
  readonly tree: { readonly line: string; readonly tooltip: string } | undefined;
  /** The notification of a command that failed for the same reason. */
  readonly notification: string | undefined;
}

const limits = { connect: 300, idle: 300, call: 3000, login: 300 };

export async function failureWords(
  { tool = 'list_kubernetes_pods', input = {}, cancelled }: FailureWorld,
  kubeconfig: string,
  folders: { readonly home: string; readonly media: string },
): Promise<FailureWords> {
  const { home, media } = folders;
  const options = { env: {}, homeDirectory: home, kubeconfig, limits, version: 'test', mediaDirectory: media };
  const engine = createEngine(options);
  try {
    const signal = cancelled === true ? AbortSignal.timeout(100) : undefined;
    const { envelope, blocks } = await engine.call(tool, input, {
      surface: 'test',
      ...(signal === undefined ? {} : { signal }),
    });
    if (blocks.length > 0) throw new Error('a failure draws no blocks');
    const failure = cancelled === true ? undefined : await treeFailure(engine, input);
    const words = failure === undefined ? undefined : errorWords(failure);
    return {
      envelope,
      tree: words === undefined ? undefined : { line: words.brief, tooltip: `${words.text}\n${words.hint ?? ''}` },
      notification: words?.sentences,
    };
  } finally {
    await engine.dispose();
  }
}

async function treeFailure(engine: ReturnType<typeof createEngine>, input: FailureWorld['input']): Promise<unknown> {
  const context = typeof input?.context === 'string' ? input.context : 'demo';
  try {
    await engine.contexts();
    await engine.tree(context).children(undefined);
    return undefined;
  } catch (error) {
    // Anything else is a defect, and no failure of the world.
    if (!isKubeError(error)) throw error;
    return error;
  }
}
