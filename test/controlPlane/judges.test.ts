import assert from 'node:assert/strict';
import { lostCases } from '../judge/judge.ts';
import { judges } from '../judge/judges.ts';
import { controlPlane, type ControlPlane } from '../support/controlPlane.ts';

const seed = 42;

describe('What we say of generated objects on a real control plane', function () {
  this.timeout(180_000);
  let cluster: ControlPlane;

  before(async () => {
    cluster = await controlPlane();
  });

  after(() => cluster.stop());

  for (const judge of judges)
    it(`is as the oracle has it: ${judge.name} (${judge.claim}; the oracle: ${judge.oracle})`, async () => {
      const judged = await judge.run(judge.few, seed, cluster);
      const { agreed, disagreed } = judged;
      assert.equal(disagreed.length, 0, `seed ${seed}, ${agreed} agreed, but:\n${disagreed.join('\n')}`);
      assert.equal(lostCases(judge.few, judged), undefined);
    });
});
