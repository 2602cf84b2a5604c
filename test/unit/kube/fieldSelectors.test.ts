import assert from 'node:assert/strict';
import { fieldIs } from '../../../src/kube/fieldSelectors.ts';
import { matchesFields } from '../../support/matchesFields.ts';

describe('field selectors', () => {
  const named = (name: string) => ({ metadata: { name } });

  for (const name of ['web', 'a,b=c', 'a=b', 'a\\', 'a\\,b', ''])
    it(`take ${JSON.stringify(name)} for one value`, () => {
      assert.equal(matchesFields(named(name), fieldIs('metadata.name', name)), true);
      assert.equal(matchesFields(named(`${name}x`), fieldIs('metadata.name', name)), false);
    });

  it('join terms by commas', () => {
    const pod = { metadata: { name: 'web' }, status: { phase: 'Running' } };
    assert.equal(matchesFields(pod, 'metadata.name=web,status.phase!=Failed'), true);
    assert.equal(matchesFields(pod, 'metadata.name=web,status.phase=Failed'), false);
  });
});
