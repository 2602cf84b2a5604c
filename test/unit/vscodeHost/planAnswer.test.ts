import assert from 'node:assert/strict';
import { english } from '../../../src/core/label.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { planAnswer, type ModalAnswer } from '../../../src/hosts/vscode/changes/planAnswer.ts';
import { planOf } from './planOf.ts';

const cluster = { context: 'demo', server: 'https://127.0.0.1:6443', authority: 'a' };

interface Script {
  readonly modal: readonly ModalAnswer[];
  readonly comesBack?: boolean;
  readonly typed?: string;
  readonly shown?: string;
}

async function asked(plan: Plan, { modal, comesBack = true, typed, shown }: Script) {
  const answers = [...modal];
  const log: string[] = [];
  const answer = await planAnswer({ plan, cluster }, shown, {
    modal: (words, isProtected) => {
      log.push(`${isProtected ? 'protected ' : ''}modal: ${english(words.lines[0] ?? { text: '' })}`);
      return Promise.resolve(answers.shift());
    },
    diff: () => {
      log.push('diff');
      return Promise.resolve(comesBack);
    },
    name: ({ name }) => {
      log.push(`name of ${name}`);
      return Promise.resolve(typed);
    },
  });
  return { answer, log };
}

const guarded = planOf({ protected: { what: 'namespace', name: 'kube-system' } });

describe('the answer to a plan', () => {
  it('approves the digest that was shown, and nothing else', async () => {
    const { answer } = await asked(planOf(), { modal: ['act'] });
    assert.deepEqual(answer, { answer: 'approved', digest: 'sha256:1', by: 'modal' });
  });

  it('is no for Cancel and Escape', async () => {
    assert.deepEqual((await asked(planOf(), { modal: [undefined] })).answer, { answer: 'declined' });
  });

  it('asks again after the diff, and is no for who does not come back', async () => {
    const again = await asked(planOf(), { modal: ['diff', 'diff', undefined] });
    assert.deepEqual(
      again.log.map((one) => one.split(':')[0]),
      ['modal', 'diff', 'modal', 'diff', 'modal'],
    );
    assert.deepEqual(again.answer, { answer: 'declined' });
    const gone = await asked(planOf(), { modal: ['diff', 'act'], comesBack: false });
    assert.deepEqual([gone.answer, gone.log.length], [{ answer: 'declined' }, 2]);
  });

  it('of a protected target comes with what was typed, right or wrong: who compares it is the engine', async () => {
    for (const typed of ['kube-system', 'kube', '']) {
      const { answer, log } = await asked(guarded, { modal: ['act'], typed });
      assert.deepEqual(answer, { answer: 'approved', digest: 'sha256:1', by: 'modal', typed });
      assert.equal(log[1], 'name of kube-system');
      assert.match(log[0] ?? '', /^protected modal/);
    }
    assert.deepEqual((await asked(guarded, { modal: ['act'] })).answer, { answer: 'declined' });
  });

  it('begins with what has changed since the card', async () => {
    const first = async (shown?: string): Promise<string> =>
      (await asked(planOf(), { modal: [undefined], ...(shown === undefined ? {} : { shown }) })).log[0] ?? '';
    assert.match(await first('sha256:0'), /Changed since shown/);
    assert.match(await first('sha256:1'), /In demo/);
    assert.match(await first(), /In demo/);
  });
});
