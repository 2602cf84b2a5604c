import assert from 'node:assert/strict';
import type { Prompt } from '../../../src/core/engine.ts';
import { label } from '../../../src/core/label.ts';
import {
  askForInput,
  type Answer,
  type Asker,
  type Choice,
  type Position,
} from '../../../src/hosts/vscode/commands/promptFlow.ts';

const prompt = (field: string, required = false): Prompt => ({
  field,
  required,
  title: label('{0}', field),
  how: 'pick',
});
const logs = [prompt('namespace'), prompt('name', true), prompt('tail'), prompt('previous')];
const list = [prompt('namespace'), prompt('name'), prompt('limit')];

/** Answers in order; a function sees where the question stands. */
class Script implements Asker {
  readonly asked: string[] = [];
  readonly positions: Position[] = [];
  readonly #answers: (Answer | Choice | string)[];

  constructor(...answers: (Answer | Choice | string)[]) {
    this.#answers = answers;
  }

  ask(asked: Prompt, position: Position): Promise<Answer> {
    this.asked.push(asked.field);
    this.positions.push(position);
    const answer = this.#next();
    if (typeof answer === 'string') return Promise.resolve({ type: 'value', value: answer });
    if (answer.type === 'run' || answer.type === 'option') throw new Error(`no answer to ${asked.field}`);
    return Promise.resolve(answer);
  }

  choose(options: readonly Prompt[], position: Position): Promise<Choice> {
    this.asked.push(`choose ${options.map((one) => one.field).join(' ')}`);
    this.positions.push(position);
    const answer = this.#next();
    if (typeof answer === 'string' || answer.type === 'value' || answer.type === 'skip') throw new Error('no choice');
    return Promise.resolve(answer);
  }

  #next(): Answer | Choice | string {
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error('asked once too often');
    return answer;
  }
}

const run = { type: 'run' } as const;
const back = { type: 'back' } as const;
const cancel = { type: 'cancel' } as const;
const skip = { type: 'skip' } as const;

describe('asking for a tool’s input', () => {
  it('asks what is needed, then offers to run or to set more', async () => {
    const script = new Script('shop', 'cart', run);
    assert.deepEqual(await askForInput(logs, {}, script), { namespace: 'shop', name: 'cart' });
    assert.deepEqual(script.asked, ['namespace', 'name', 'choose tail previous']);
    assert.deepEqual(
      script.positions.map(({ step, of, canGoBack }) => [step, of, canGoBack]),
      [
        [1, 3, false],
        [2, 3, true],
        [3, 3, true],
      ],
    );
  });

  it('starts at the first open question, and Back still reaches the one before', async () => {
    const script = new Script(back, 'bank', 'teller', run);
    assert.deepEqual(await askForInput(logs, { namespace: 'shop', context: 'demo' }, script), {
      context: 'demo',
      namespace: 'bank',
      name: 'teller',
    });
    assert.deepEqual(script.asked, ['name', 'namespace', 'name', 'choose tail previous']);
  });

  it('forgets the later answers when an earlier one changes, and keeps them when it does not', async () => {
    const changed = new Script('cart', back, back, 'bank', 'teller', run);
    assert.deepEqual(await askForInput(logs, { namespace: 'shop' }, changed), { namespace: 'bank', name: 'teller' });
    const same = new Script('cart', back, back, 'shop', run);
    assert.deepEqual(await askForInput(logs, { namespace: 'shop' }, same), { namespace: 'shop', name: 'cart' });
  });

  it('goes straight to the offer for a list, where nothing is required', async () => {
    const script = new Script({ type: 'option', prompt: prompt('namespace') }, 'shop', run);
    assert.deepEqual(await askForInput(list, {}, script), { namespace: 'shop' });
    assert.deepEqual(script.asked, ['choose namespace name limit', 'namespace', 'choose namespace name limit']);
  });

  it('asks for the name of a tool about one object even where the schema would do without', async () => {
    const script = new Script('shop', 'api', run);
    const trace = [prompt('namespace'), prompt('name'), prompt('url')];
    assert.deepEqual(await askForInput(trace, {}, script), { namespace: 'shop', name: 'api' });
  });

  it('leaves out what is skipped, and comes back from an option without changing it', async () => {
    const option = { type: 'option', prompt: prompt('tail') } as const;
    const script = new Script(skip, 'cart', option, '20', option, back, option, skip, run);
    assert.deepEqual(await askForInput(logs, {}, script), { name: 'cart' });
  });

  it('gives up at any point', async () => {
    assert.equal(await askForInput(logs, {}, new Script(cancel)), undefined);
    assert.equal(await askForInput(logs, {}, new Script('shop', cancel)), undefined);
    assert.equal(await askForInput(logs, {}, new Script('shop', 'cart', cancel)), undefined);
    const option = { type: 'option', prompt: prompt('tail') } as const;
    assert.equal(await askForInput(logs, {}, new Script('shop', 'cart', option, cancel)), undefined);
  });

  it('asks nothing of a direct call that has all it needs, and only what is missing of another', async () => {
    const given = { namespace: 'shop', name: 'cart', previous: true };
    assert.deepEqual(await askForInput(logs, given, new Script(), { direct: true }), given);
    const script = new Script('cart', run);
    assert.deepEqual(await askForInput(logs, {}, script, { direct: true }), { name: 'cart' });
    assert.deepEqual(script.asked, ['name', 'choose tail previous']);
  });

  it('takes no field that the tool does not have', async () => {
    assert.deepEqual(await askForInput(logs, { name: 'cart', kind: 'Pod' }, new Script(), { direct: true }), {
      name: 'cart',
    });
  });

  it('asks nothing at all where there is nothing to ask', async () => {
    assert.deepEqual(await askForInput([], {}, new Script()), {});
  });
});
