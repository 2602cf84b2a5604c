import assert from 'node:assert/strict';
import { editDistance, nearest } from '../../../src/core/nearest.ts';

describe('nearest names', () => {
  it('come best first and not from afar', () => {
    assert.deepEqual(nearest('prd', ['prod', 'kube-system', 'pre', 'blog']), ['pre', 'prod']);
    assert.deepEqual(nearest('deploymnet', ['Deployment', 'DaemonSet']), ['Deployment']);
    assert.deepEqual(nearest('foo', ['Pod', 'Job', 'Fo', 'Food']), ['Fo', 'Food']);
    assert.deepEqual(nearest('zzzz', ['prod', 'blog']), []);
  });

  it('count a swap of neighbours as one edit', () => {
    assert.equal(editDistance('shpo', 'shop'), 1);
    assert.equal(editDistance('', 'abc'), 3);
  });
});
