import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { contributions } from '../../../src/hosts/vscode/contributions/contributions.ts';
import { DoneSteps } from '../../../src/hosts/vscode/commands/doneSteps.ts';

describe('a step of the walkthrough that was done in another way', () => {
  const started = (patience = 5): { readonly keys: string[]; readonly steps: DoneSteps } => {
    const keys: string[] = [];
    return { keys, steps: new DoneSteps({ set: (key) => keys.push(key), patience }) };
  };

  it('is told at once, and once', () => {
    const { keys, steps } = started();
    steps.done('asked');
    steps.done('asked');
    assert.deepEqual(keys, ['kubeSre.asked']);
  });

  it('is told again by another key once the walkthrough was opened and the editor listens, if it was done before', async () => {
    const { keys, steps } = started();
    steps.done('connected');
    steps.opened();
    assert.deepEqual(keys, ['kubeSre.connected']);
    await wait(40);
    assert.deepEqual(keys, ['kubeSre.connected', 'kubeSre.connectedBefore']);
  });

  it('is told while the walkthrough is being opened, too', async () => {
    const { keys, steps } = started(30);
    steps.opened();
    steps.done('asked');
    await wait(80);
    assert.deepEqual(keys, ['kubeSre.asked', 'kubeSre.askedBefore']);
  });

  it('is not told where nothing was done, nor after the end', async () => {
    const { keys, steps } = started();
    steps.opened();
    await wait(40);
    steps.done('asked');
    steps.opened();
    steps.dispose();
    await wait(40);
    assert.deepEqual(keys, ['kubeSre.asked']);
  });

  it('has keys that the walkthrough waits for', () => {
    const { keys, steps } = started(0);
    const awaited = contributions.walkthroughs.flatMap((one) => one.steps.flatMap((step) => step.completionEvents));
    steps.done('asked');
    steps.done('connected');
    for (const key of keys)
      for (const one of [key, `${key}Before`]) assert.ok(awaited.includes(`onContext:${one}`), one);
  });
});
