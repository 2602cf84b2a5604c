import assert from 'node:assert/strict';
import type { CallRecord } from '../../../src/core/engine.ts';
import { KubeError } from '../../../src/core/kubeError.ts';
import { learnKubeconfig } from '../../../src/hosts/vscode/learnKubeconfig.ts';
import { Troubles, type Trouble } from '../../../src/hosts/vscode/troubles.ts';

const call = (facts: Partial<CallRecord>, requests = 1): CallRecord => ({
  at: '2026-11-25T14:00:00Z',
  surface: 'chat',
  tool: 'list_kubernetes_pods',
  input: {},
  verdict: facts.error === undefined ? 'answered' : 'unknown',
  stats: { milliseconds: 1, requests, waves: 1, shared: 0 },
  ...facts,
});

describe('what is known of lost clusters', () => {
  it('comes from calls that failed because of the cluster, with what to do, and goes with the next good one', () => {
    for (const code of ['unreachable', 'unauthorized', 'timeout']) {
      const troubles = new Troubles();
      assert.ok(troubles.learnCall(call({ context: 'prod', error: `${code}: list pods: nobody is there` }), 'demo'));
      assert.equal(troubles.of('prod')?.because, 'list pods: nobody is there');
      assert.notEqual(troubles.of('prod')?.hint, '');
      assert.equal(troubles.of('demo'), undefined);
      assert.ok(troubles.learnCall(call({ context: 'prod' }), 'demo'));
      assert.equal(troubles.of('prod'), undefined);
    }
  });

  it('is told once', () => {
    const troubles = new Troubles();
    const failed = call({ context: 'prod', error: 'unreachable: nobody is there' });
    assert.deepEqual([troubles.learnCall(failed, undefined), troubles.learnCall(failed, undefined)], [true, false]);
    const good = call({ context: 'prod' });
    assert.deepEqual([troubles.learnCall(good, undefined), troubles.learnCall(good, undefined)], [true, false]);
  });

  it('belongs to the context that was asked for, or the active one, where the call did not come to open it', () => {
    const troubles = new Troubles();
    troubles.learnCall(call({ input: { context: 'prod' }, error: 'unauthorized: the login ended' }, 0), 'demo');
    assert.equal(troubles.of('prod')?.because, 'the login ended');
    troubles.learnCall(call({ error: 'unreachable: nobody is there' }, 0), 'demo');
    assert.equal(troubles.of('demo')?.because, 'nobody is there');
    assert.equal(troubles.learnCall(call({ error: 'unreachable: nobody is there' }, 0), undefined), false);
  });

  it('is no matter of a refused or a wrong question: a server that refuses is there', () => {
    const troubles = new Troubles();
    for (const code of ['forbidden', 'not_found', 'bad_input', 'cancelled', 'internal'])
      assert.equal(troubles.learnCall(call({ context: 'demo', error: `${code}: x` }), 'demo'), false, code);
    troubles.learnContext('demo', { because: 'lost', hint: 'wait' });
    for (const code of ['bad_input', 'cancelled', 'internal', 'unsupported'])
      assert.equal(troubles.learnCall(call({ context: 'demo', error: `${code}: x` }), 'demo'), false, code);
    assert.equal(troubles.learnCall(call({ context: 'demo', error: 'forbidden: x' }), 'demo'), true);
  });

  it('stays with an answer from memory and with one that found nothing out', () => {
    const troubles = new Troubles();
    troubles.learnContext('demo', { because: 'lost', hint: 'wait' });
    assert.equal(troubles.learnCall(call({ context: 'demo' }, 0), 'demo'), false);
    assert.equal(troubles.learnCall(call({ context: 'demo', verdict: 'unknown' }), 'demo'), false);
    assert.equal(troubles.of('demo')?.because, 'lost');
  });
});

describe('what is known of the kubeconfig', () => {
  const learned = async (contexts: Parameters<typeof learnKubeconfig>[0]['contexts']): Promise<unknown[]> => {
    const told: unknown[] = [];
    await learnKubeconfig(
      { contexts },
      {
        learnCurrent: (context) => told.push(['current', context]),
        learnKubeconfigTrouble: (trouble: Trouble | undefined) => told.push(['trouble', trouble?.because]),
      },
    );
    return told;
  };
  const failing = (reason?: string) => (): Promise<never> =>
    Promise.reject(
      new KubeError({
        code: 'bad_input',
        operation: 'connect',
        detail: 'no YAML',
        ...(reason === undefined ? {} : { reason }),
      }),
    );

  it('is why it cannot be read, while the context stays, or nothing where it is fine or is none', async () => {
    assert.deepEqual(await learned(failing()), [['trouble', 'no YAML']]);
    assert.deepEqual(await learned(failing('NoKubeconfig')), [
      ['current', undefined],
      ['trouble', undefined],
    ]);
    assert.deepEqual(await learned(() => Promise.resolve([])), [
      ['current', undefined],
      ['trouble', undefined],
    ]);
  });
});
