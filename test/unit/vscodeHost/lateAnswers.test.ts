import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { deferred, type Deferred } from '../../../src/core/deferred.ts';
import { LateAnswers } from '../../../src/hosts/vscode/trees/lateAnswers.ts';

describe('answers of clusters that may be slow', () => {
  it('are given at once where they are there in time, and nobody is told', async () => {
    const arrived: string[] = [];
    const answers = new LateAnswers<number>(100, (place) => arrived.push(place));
    assert.deepEqual(await answers.get('demo', () => Promise.resolve(1)), { answer: 1 });
    assert.deepEqual(await answers.get('demo', () => sleep(20, 2)), { answer: 2 });
    await sleep(50);
    assert.deepEqual(arrived, []);
  });

  it('are told of when they come late, and then given once, without another read', async () => {
    const arrived: string[] = [];
    const answers = new LateAnswers<number>(30, (place) => arrived.push(place));
    const reads: Deferred<number>[] = [];
    const read = (): Promise<number> => {
      const pending = deferred<number>();
      reads.push(pending);
      return pending.promise;
    };
    assert.equal(await answers.get('demo', read), undefined);
    assert.equal(await answers.get('demo', read), undefined);
    reads[0]?.resolve(1);
    await sleep(20);
    assert.deepEqual(arrived, ['demo']);
    assert.deepEqual(await answers.get('demo', read), { answer: 1 });
    assert.equal(reads.length, 1);
    assert.equal(await answers.get('demo', read), undefined);
    assert.equal(reads.length, 2);
  });

  it('fail late, too', async () => {
    const arrived: string[] = [];
    const answers = new LateAnswers<number>(30, (place) => arrived.push(place));
    const read = async (): Promise<number> => {
      await sleep(80);
      throw new Error('no login');
    };
    assert.equal(await answers.get('demo', read), undefined);
    await sleep(100);
    assert.deepEqual(arrived, ['demo']);
    await assert.rejects(answers.get('demo', read), /no login/);
    await assert.rejects(
      answers.get('demo', () => Promise.reject(new Error('at once'))),
      /at once/,
    );
  });

  it('are of no interest any more once forgotten', async () => {
    const arrived: string[] = [];
    const answers = new LateAnswers<number>(20, (place) => arrived.push(place));
    assert.equal(await answers.get('demo', () => sleep(60, 1)), undefined);
    answers.forget();
    assert.deepEqual(await answers.get('demo', () => Promise.resolve(2)), { answer: 2 });
    await sleep(80);
    assert.deepEqual(arrived, []);
  });
});
