import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Cluster } from '../../../src/core/ports.ts';
import { anAbsurdity, pathsOf, spoil } from './absurdities.ts';
import { absurdCluster } from './absurdCluster.ts';
import { baseWorld } from './baseWorld.ts';
import { flaws } from './flaws.ts';
import { looksAt } from './lookAtAll.ts';
import { readKinds } from './readKinds.ts';

const seed = Number(process.env.ABSURD_SEED ?? 20_261_125);
const rounds = Number(process.env.ABSURD_ROUNDS ?? 3);
const perRound = 4;

/** Of each kind so many are asked for by name. */
const named = 1;

const kinds = await readKinds();
const base = await baseWorld(kinds);

describe('absurd objects', function () {
  this.timeout(60_000);

  it('is told by whole numbers where to begin and how often', () =>
    assert.ok(Number.isInteger(seed) && Number.isInteger(rounds) && rounds > 0, `seed ${seed}, ${rounds} rounds`));

  it('begins with a world in which nothing is absurd', async () => {
    const looks = looksAt(clusterOf(base.objects, false), firstOfEach());
    for (const look of looks) assert.deepEqual(await flaws(look), [], look.name);
  });

  for (const [index, kind] of kinds.entries()) {
    it(`of kind ${kind}, ${rounds} times, neither throw nor show`, async () => {
      const ours = base.objects.filter((object) => object.kind === kind);
      const paths = pathsOf(ours);
      const spoiling = fc.array(fc.tuple(fc.constantFrom(...paths), anAbsurdity), {
        minLength: 1,
        maxLength: perRound,
      });
      const found = new Map<string, string>();
      for (const steps of fc.sample(spoiling, { numRuns: rounds, seed: seed + index })) {
        const objects = base.objects.map((object) =>
          object.kind === kind ? steps.reduce<unknown>((one, [path, how]) => spoil(one, path, how), object) : object,
        );
        const done = steps.map(([path, how]) => `${path.join('.')}: ${how.name}`).join('; ');
        const cluster = clusterOf(objects, fc.hash(done) % 5 === 0);
        for (const look of looksAt(cluster, ours.slice(0, named)))
          for (const flaw of await flaws(look)) found.set(kindOf(flaw), `${flaw}: ${look.name}, ${kind} with ${done}`);
      }
      assert.deepEqual([...found.values()], [], `seed ${seed}`);
    });
  }
});

function clusterOf(objects: readonly unknown[], withNoObjects: boolean): Cluster {
  return absurdCluster({ objects, logs: base.logs, withNoObjects });
}

function firstOfEach(): readonly JsonObject[] {
  return kinds.flatMap((kind) => base.objects.filter((object) => object.kind === kind).slice(0, 1));
}

/** One of each kind is enough to read. */
function kindOf(flaw: string): string {
  return flaw.replace(/(says|takes) .*/, '$1');
}
