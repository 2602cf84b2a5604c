import assert from 'node:assert/strict';
import { faults, isSilence } from '../faults.ts';
import { openChangeBenches } from './changeBench.ts';
import { changeComplaints, saidOfPlan } from './changeComplaints.ts';
import { changeSubjects, type ChangeSubject } from './changeSubjects.ts';
import { isEndless, planWell, runChange, type ChangeCase, type SeenChange } from './runChange.ts';

/** Each kind of request that a plan needs meets each so-manieth fault alone: the reading tools meet them all. */
const share = 11;

/** A review needs no metadata, and a list of none is over before it is cut. */
function isWhole({ fault, only = '' }: ChangeCase): boolean {
  return fault.name === 'no metadata'
    ? only === 'review'
    : fault.name === 'a body cut behind its head' && only.startsWith('list');
}

/** Enough for the cases of one subject, each of which may need one of its own. */
const namespaces = 130;

describe('a change under every fault between us and the API server', function () {
  // What takes too long is found by the event loop's time, so that a busy machine fails nothing
  this.timeout(600_000);
  const strays: unknown[] = [];
  const stray = (reason: unknown): void => void strays.push(reason);

  before(() => process.on('unhandledRejection', stray));
  after(() => process.off('unhandledRejection', stray));

  for (const subject of changeSubjects)
    describe(subject.name, () => {
      let benches: Awaited<ReturnType<typeof openChangeBenches>>;
      let used = 0;
      const namespace = (): string => `case-${used++}`;

      before(async () => {
        benches = await openChangeBenches(16, namespaces);
      });

      after(async () => {
        await benches.close();
        assert.ok(used <= namespaces, `${used} namespaces were needed`);
      });

      it('is not planned as if all were read, and nothing is written', async () => {
        const cases = await planCases(subject, namespace);
        await expectNothingWrong(cases.all, (one, { answer, faulted }) => {
          const isSame = saidOfPlan(answer) === cases.well;
          if (one.fault.isHarmless === true) return isSame ? [] : ['differs though the answers came whole'];
          return isSame && faulted > 0 && !isWhole(one) ? ['says the same as if it had been read'] : [];
        });
      });

      it('is not called done where it never reaches the server', async () => {
        // The faults of an answer are none before the server has acted
        const ofRequests = faults.filter(({ fault }) =>
          ['answer', 'close', 'stall', 'body'].some((key) => key in fault),
        );
        await expectNothingWrong(
          ofRequests.map((fault) => ({ subject, fault, namespace: namespace(), meets: 'write' })),
          (_, { acts }) => (acts.length === 0 ? [] : ['has reached the server']),
        );
      });

      it('is looked for where its answer is lost, neither denied nor sent again, and unknown where nothing can be read', async () => {
        const lost = faults.filter((one) => isSilence(one) || 'close' in one.fault);
        await expectNothingWrong(
          [
            ...lost.map((fault) => ({ fault, meets: 'answer and all after it' as const })),
            ...faults.map((fault) => ({ fault, meets: 'answer' as const })),
          ].map((one) => ({ ...one, subject, namespace: namespace() })),
          ({ meets }, { acts, change }) => [
            ...(acts.length === 1 ? [] : ['has not reached the server once']),
            ...(meets === 'answer' || change?.outcome?.result === 'unknown' ? [] : ['is not kept as unknown']),
          ],
        );
      });

      async function planCases(
        of: ChangeSubject,
        next: () => string,
      ): Promise<{ readonly well: string; readonly all: readonly ChangeCase[] }> {
        const [first] = benches.all;
        assert.ok(first !== undefined);
        // An undo needs a change to take back; a plan alone leaves a namespace as it was
        const shared = next();
        const place = of.isUndo ? next : (): string => shared;
        const { plan, kinds } = await planWell(first, of, place());
        assert.deepEqual([plan.verdict, plan.blockedBy], ['blocked', 'approval'], plan.headline);
        const all = faults.flatMap((fault, turn) => {
          const alone = of.isUndo ? [] : kinds.filter((_, at) => (turn + at) % share === 0);
          return [undefined, ...alone].map((only): ChangeCase => ({
            subject: of,
            fault,
            namespace: place(),
            meets: 'planning',
            ...(only === undefined ? {} : { only }),
          }));
        });
        return { well: saidOfPlan(plan), all };
      }

      /** At as many benches at once as there are. */
      async function expectNothingWrong(
        cases: readonly ChangeCase[],
        alsoWrong: (one: ChangeCase, seen: SeenChange) => readonly string[],
      ): Promise<void> {
        // Those that wait are waited for beside the others
        const left = cases.toSorted((one, other) => Number(isEndless(other.fault)) - Number(isEndless(one.fault)));
        const found: string[] = [];
        await Promise.all(
          benches.all.map(async (bench) => {
            for (let one = left.shift(); one !== undefined; one = left.shift()) {
              const seen = await runChange(bench, one);
              const where = `${one.fault.name} in place of the ${one.only ?? one.meets}`;
              for (const complaint of [...changeComplaints(one, seen), ...alsoWrong(one, seen)])
                found.push(`${where}: ${complaint}`);
            }
          }),
        );
        assert.deepEqual(found.sort(), []);
      }
    });

  it('no promise is left without anybody who waits for it', () => assert.deepEqual(strays, []));
});
