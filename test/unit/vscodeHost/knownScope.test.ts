import assert from 'node:assert/strict';
import { knownScope } from '../../../src/hosts/vscode/trees/knownScope.ts';

describe('the scope of a scan', () => {
  const chosen = { context: 'admin@new', namespace: 'shop' };
  const asked = async (scope: { context?: string; namespace?: string }, contexts: readonly [string, boolean][]) => {
    let questions = 0;
    const known = await knownScope(scope, {
      contexts: () => Promise.resolve(contexts.map(([name, current]) => ({ name, current }))),
      choose: () => {
        questions++;
        return Promise.resolve(chosen);
      },
    });
    return { known, questions };
  };

  it('stays where its context is in the kubeconfig, or where the current one is meant and there is one', async () => {
    const scope = { context: 'admin', namespace: 'shop' };
    assert.deepEqual(await asked(scope, [['admin', false]]), { known: scope, questions: 0 });
    assert.deepEqual(await asked({}, [['admin', true]]), { known: {}, questions: 0 });
  });

  it('is asked for where its context was renamed or removed, or none is current', async () => {
    assert.deepEqual(await asked({ context: 'admin' }, [['admin@new', true]]), { known: chosen, questions: 1 });
    assert.deepEqual(await asked({}, [['admin@new', false]]), { known: chosen, questions: 1 });
  });

  it('stays where there is nothing to choose from: the scan says why', async () => {
    const scope = { context: 'admin' };
    assert.deepEqual(await asked(scope, []), { known: scope, questions: 0 });
    const contexts = () => Promise.reject(new Error('no kubeconfig'));
    assert.equal(await knownScope(scope, { contexts, choose: () => assert.fail() }), scope);
  });

  it('is none where the person gives up', async () => {
    const contexts = () => Promise.resolve([{ name: 'admin@new', current: true }]);
    assert.equal(
      await knownScope({ context: 'admin' }, { contexts, choose: () => Promise.resolve(undefined) }),
      undefined,
    );
  });
});
