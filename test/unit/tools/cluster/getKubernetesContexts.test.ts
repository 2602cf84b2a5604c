import assert from 'node:assert/strict';
import { KubeError } from '../../../../src/core/kubeError.ts';
import type { ContextSummary } from '../../../../src/core/ports.ts';
import { estimateTokens } from '../../../../src/core/tokens.ts';
import { isProtectedContext } from '../../../../src/kube/protectedNames.ts';
import { checkEnvelope } from '../../../support/checkEnvelope.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';
import { testRunner } from '../../../support/testRunner.ts';

const context = (name: string, current = false): ContextSummary => ({
  name,
  current,
  cluster: `${name}-cluster`,
  server: `https://${name}.invalid:6443`,
  user: 'me',
  credential: 'exec',
  namespace: 'default',
});

/** Every attempt to open a cluster fails, as with a current context that is not in the file. */
async function ask(contexts: () => readonly ContextSummary[], active?: string) {
  const unopened = new KubeError({ code: 'not_found', operation: 'connect', detail: 'no such context' });
  const runner = testRunner(memoryCluster({ objects: [] }), {
    clusters: () =>
      Promise.resolve({
        open: () => Promise.reject(unopened),
        contexts: () => new Promise<readonly ContextSummary[]>((resolve) => resolve(contexts())),
        dispose: () => undefined,
      }),
    activeContext: () => active,
  });
  const { envelope, blocks } = await runner.call('get_kubernetes_contexts', {}, { surface: 'test' });
  assert.equal(blocks.length, envelope.error === undefined ? 1 : 0);
  return checkEnvelope(envelope);
}

const rowsOf = ({ data }: { data?: Record<string, unknown> }): readonly object[] =>
  Array.isArray(data?.contexts) ? data.contexts.filter((row): row is object => typeof row === 'object') : [];

describe('get_kubernetes_contexts', () => {
  it('names the contexts, the one in use first, though no cluster can be opened', async () => {
    const answer = await ask(() => [context('dev'), context('prod-eu', true)]);
    assert.equal(answer.verdict, 'answered');
    assert.equal(answer.headline, '2 contexts; in use is prod-eu (cluster prod-eu-cluster, protected).');
    assert.deepEqual(rowsOf(answer), [
      { ...context('prod-eu', true), active: true, protected: true },
      { ...context('dev'), active: false, protected: false },
    ]);
    assert.deepEqual(answer.next[0]?.input, { context: 'prod-eu' });
  });

  it('follows the context that the host has chosen', async () => {
    const answer = await ask(() => [context('dev'), context('stage', true)], 'dev');
    assert.equal(answer.headline, '2 contexts; in use is dev (cluster dev-cluster).');
  });

  it('says that none is current, or that the chosen one is gone', async () => {
    assert.equal((await ask(() => [context('a'), context('b')])).headline, '2 contexts and none is current: a, b.');
    assert.equal(
      (await ask(() => [context('a')], 'gone')).headline,
      '1 context; gone, which should be in use, is not among them.',
    );
  });

  it('says that there is none', async () => {
    assert.match((await ask(() => [])).headline, /no kubeconfig was found/);
  });

  it('tells what is wrong with the file', async () => {
    const { verdict, error } = await ask(() => {
      throw new KubeError({ code: 'bad_input', operation: 'connect', detail: '~/.kube/config is not YAML' });
    });
    assert.equal(verdict, 'unknown');
    assert.equal(error?.code, 'bad_input');
    assert.match(error.message, /not YAML/);
  });

  it('fits its budget with a thousand contexts and counts what was cut', async () => {
    const envelope = await ask(() =>
      Array.from({ length: 1000 }, (_, index) => context(`cluster-${index}`, index === 700)),
    );
    assert.ok(estimateTokens(JSON.stringify(envelope)) <= 2000);
    assert.equal(envelope.page?.total, 1000);
    assert.equal(envelope.cut?.['data.contexts'], 1000 - rowsOf(envelope).length);
    assert.match(envelope.headline, /in use is cluster-700/);
  });
});

describe('a protected context', () => {
  it('says production by a part of its name', () => {
    for (const name of ['prod', 'prod-eu', 'shop_production', 'arn:aws:eks:eu-west-1:1:cluster/prod2', 'me@live'])
      assert.ok(isProtectedContext(name), name);
    for (const name of ['demo', 'product', 'reproducer', 'delivery', 'staging'])
      assert.ok(!isProtectedContext(name), name);
  });
});
