import assert from 'node:assert/strict';
import path from 'node:path';
import type { Choice } from '../../../src/core/engine.ts';
import { isKubeError } from '../../../src/core/kubeError.ts';
import { startDemo } from '../../../src/demo/startDemo.ts';
import { allTools } from '../../../src/tools/allTools.ts';
import { loopTime } from '../../support/loopTime.ts';
import { root } from '../../support/sourceImports.ts';
import { atBenches, limitsUnder, patientLimits, openBenches, type Bench, type Benches } from './bench.ts';
import { complaints } from './complaints.ts';
import { askWell, casesOf, distinctQuestions, openAfter, runCase, type Asked } from './faultCases.ts';
import { faults, isSlow } from './faults.ts';
import { allQuestions } from './question.ts';

/** A tool about the kubeconfig alone has no trouble with a server. */
const subjects = [...allTools.filter((tool) => 'run' in tool).map(({ name }) => name), 'scan'];

describe('under every fault between us and the API server', function () {
  // What takes too long is found by the event loop's time, so that a busy machine fails nothing
  this.timeout(600_000);
  const strays: unknown[] = [];
  const stray = (reason: unknown): void => void strays.push(reason);
  let demo: Awaited<ReturnType<typeof startDemo>>;
  let benches: Benches;
  let first: Bench;
  let asked: readonly Asked[] = [];

  before(async () => {
    process.on('unhandledRejection', stray);
    demo = await startDemo({ mediaDirectory: path.join(root, 'media') });
    benches = await openBenches(demo.server, demo.kubeconfig, 16);
    const [one] = benches.all;
    assert.ok(one !== undefined);
    first = one;
    const engine = first.engine(patientLimits);
    const well: Asked[] = [];
    for (const question of allQuestions(engine)) {
      const answered = await askWell(first, question);
      if (answered !== undefined) well.push(answered);
    }
    await engine.dispose();
    asked = distinctQuestions(well);
  });

  after(async () => {
    process.off('unhandledRejection', stray);
    await benches.close();
    await demo.close();
  });

  const of = (subject: string): readonly Asked[] => asked.filter(({ question }) => question.tool === subject);

  for (const subject of subjects) {
    it(`${subject} ends in time, says what it could not read and calls nothing well for want of it`, async () => {
      const cases = of(subject).flatMap((one) => casesOf(one, faults, 3));
      assert.ok(cases.length >= faults.length, 'it has no question that the demo cluster answers');
      const found: string[] = [];
      let met = 0;
      await atBenches(benches, cases, async (bench, one) => {
        const seen = await runCase(bench, one);
        met += seen.faulted.length;
        const where = `${one.question.name}, ${one.fault.name} for ${one.only ?? 'everything'}`;
        found.push(...complaints(one, seen).map((complaint) => `${where}: ${complaint}`));
      });
      assert.ok(met >= cases.length, 'hardly a request has met a fault');
      assert.deepEqual(found, []);
    });

    it(`${subject} stops its requests within 50 ms when it is cancelled`, async () => {
      for (const stall of ['head', true] as const)
        for (const { question, kinds } of of(subject)) {
          const engine = first.engine(patientLimits);
          first.proxy.clear();
          first.proxy.set(/./, { stall });
          const stop = new AbortController();
          const answer = question.ask(engine, stop.signal);
          while (first.proxy.open === 0) await new Promise((resolve) => setTimeout(resolve, 1));
          stop.abort();
          assert.equal(await openAfter(first.proxy, 50), 0, `${question.name} (${kinds.join(', ')})`);
          assert.equal((await answer).error?.code, 'cancelled');
          const before = first.proxy.requests.length;
          await new Promise((resolve) => setTimeout(resolve, 20));
          assert.equal(first.proxy.requests.length, before, `${question.name} asks again`);
          await engine.dispose();
        }
    });
  }

  it('the choices of the palette come in time, or the reason why there are none', async () => {
    const engine = first.engine(patientLimits);
    const input = { context: 'demo', namespace: 'blog', kind: 'Deployment', name: 'blog' };
    const picks = engine
      .tools()
      .flatMap(({ name }) =>
        engine.prompts(name).flatMap(({ field, how }) => (how === 'pick' ? [{ name, field }] : [])),
      );
    await engine.dispose();
    const distinct = new Map(picks.map((pick) => [pick.field === 'name' ? pick.name : pick.field, pick]));
    const cases = [...distinct.values()].flatMap((pick) => faults.map((fault) => ({ ...pick, fault })));
    const found: string[] = [];
    await atBenches(benches, cases, async (bench, { name, field, fault }) => {
      bench.proxy.clear();
      bench.proxy.set(/./, fault.fault);
      const one = bench.engine(limitsUnder(fault));
      const time = loopTime();
      const choices = await one.choices(name, field, input, AbortSignal.timeout(30_000)).catch(noneOf);
      const milliseconds = time.passed();
      time.stop();
      const where = `${field} of ${name}, ${fault.name}`;
      if (isSlow(fault) && milliseconds > limitsUnder(fault).call + 2000)
        found.push(`${where}: takes ${Math.round(milliseconds)} ms`);
      if (choices.some(({ value }) => value === '')) found.push(`${where}: an empty choice`);
      if ((await openAfter(bench.proxy, 1000)) > 0) found.push(`${where}: requests go on`);
      await one.dispose();
    });
    assert.deepEqual(found, []);
  });

  it('no promise is left without anybody who waits for it', () => assert.deepEqual(strays, []));
});

/** What could not be read is told to the person who picks. */
function noneOf(error: unknown): readonly Choice[] {
  if (isKubeError(error)) return [];
  throw error;
}
