import assert from 'node:assert/strict';
import { withContext } from '../../../src/hosts/vscode/storedTarget.ts';

describe('What is chosen', () => {
  const afterDemo = { context: 'demo', demoContext: 'demo', namespaces: { demo: 'shop' } };

  it('is the demo as long as the demo runs under that name', () => {
    assert.deepEqual(withContext(afterDemo, 'demo', 'demo'), afterDemo);
    assert.deepEqual(withContext(afterDemo, 'prod', 'demo'), { ...afterDemo, context: 'prod' });
    assert.deepEqual(withContext(afterDemo, 'prod', undefined), { ...afterDemo, context: 'prod' });
  });

  it('is a context of the kubeconfig where no demo runs, also one that is called as the demo was', () => {
    assert.equal(withContext(afterDemo, 'demo', undefined).demoContext, undefined);
    assert.equal(withContext(afterDemo, 'demo', 'kube-sre-demo').demoContext, undefined);
  });
});
