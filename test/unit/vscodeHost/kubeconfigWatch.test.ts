import assert from 'node:assert/strict';
import type { ContextSummary } from '../../../src/core/ports.ts';
import { KubeconfigWatch } from '../../../src/hosts/vscode/trees/kubeconfigWatch.ts';

const context = (name: string): ContextSummary => ({
  name,
  current: true,
  cluster: name,
  server: 'https://127.0.0.1:6443',
  user: 'me',
  credential: 'token',
  namespace: 'default',
});

describe('watching the kubeconfig', () => {
  let now: readonly ContextSummary[] | Error | undefined;
  let changes: number;
  let watch: KubeconfigWatch;

  beforeEach(() => {
    now = [context('demo')];
    changes = 0;
    watch = new KubeconfigWatch(
      () => (now instanceof Error ? Promise.reject(now) : Promise.resolve(now)),
      () => (changes += 1),
    );
  });
  afterEach(() => watch.dispose());

  it('tells of contexts that come and go, once', async () => {
    await watch.look();
    await watch.look();
    assert.equal(changes, 0);
    now = [context('demo'), context('prod')];
    await watch.look();
    await watch.look();
    assert.equal(changes, 1);
  });

  it('does not take a file that is half written for a broken one', async () => {
    await watch.look();
    now = new Error('not valid YAML');
    await watch.look();
    now = [context('demo')];
    await watch.look();
    assert.equal(changes, 0);
    now = new Error('not valid YAML');
    await watch.look();
    await watch.look();
    assert.equal(changes, 1);
    now = [context('demo')];
    await watch.look();
    assert.equal(changes, 2);
  });

  it('asks for nothing that nobody has asked for', async () => {
    now = undefined;
    await watch.look();
    now = [context('demo')];
    await watch.look();
    assert.equal(changes, 0);
  });
});
