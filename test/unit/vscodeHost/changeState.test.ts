import assert from 'node:assert/strict';
import type { JournaledChange, Outcome, StepOutcome, Verified } from '../../../src/core/journal.ts';
import { changeReason, changeState, wayBack } from '../../../src/hosts/journal/changeState.ts';
import { isRunning } from '../../../src/hosts/journal/isRunning.ts';

const at = '2026-11-25T14:00:00Z';
const intent: JournaledChange['intent'] = {
  type: 'intent',
  id: '01J',
  at,
  surface: 'chat',
  tool: 'scale_deployment',
  input: {},
  cluster: { context: 'demo', server: 'https://127.0.0.1:6443', authority: '' },
  scope: {},
  title: 'Scale shop/cart from 1 to 3',
  effect: 'spec.replicas 1 → 3',
  digest: 'sha256:1',
  approvedBy: 'modal',
  by: { user: 'me', host: 'here', pid: 7 },
  steps: [],
  diff: [],
  before: '',
  undo: { possible: true, exact: true },
};
const outcome = (result: Outcome['result'], step: Partial<StepOutcome> = {}): Outcome => ({
  type: 'outcome',
  id: '01J',
  at,
  result,
  steps: [{ result: result === 'done' ? 'done' : 'failed', milliseconds: 1, ...step }],
});
const verified = (settled: boolean): Verified => ({
  type: 'verified',
  id: '01J',
  at,
  settled,
  seconds: 5,
  ...(settled ? {} : { because: 'image not found' }),
});

describe('where a change stands', () => {
  const by = { now: Date.parse(at) + 60_000, host: 'here', isRunning: (pid: number) => pid === 7 };

  it('without an outcome it runs only as long as its process does, and has its time', () => {
    assert.equal(changeState({ intent }, by), 'running');
    assert.equal(changeState({ intent: { ...intent, by: { ...intent.by, pid: 8 } } }, by), 'unfinished');
    assert.equal(changeState({ intent: { ...intent, by: { ...intent.by, pid: 8, host: 'there' } } }, by), 'running');
    assert.equal(changeState({ intent }, { ...by, now: by.now + 15 * 60_000 }), 'unfinished');
  });

  it('written is not settled', () => {
    assert.equal(changeState({ intent, outcome: outcome('done') }, by), 'settling');
    assert.equal(changeState({ intent, outcome: outcome('done') }, { ...by, isRunning: () => false }), 'unseen');
    assert.equal(changeState({ intent, outcome: outcome('done'), verified: verified(true) }, by), 'done');
    const unsettled = { intent, outcome: outcome('done'), verified: verified(false) };
    assert.deepEqual([changeState(unsettled, by), changeReason(unsettled)], ['unsettled', 'image not found']);
  });

  it('failed says why', () => {
    const failed = { intent, outcome: outcome('failed', { error: 'evict blocked by PDB' }) };
    assert.deepEqual([changeState(failed, by), changeReason(failed)], ['failed', 'evict blocked by PDB']);
    assert.equal(changeState({ intent, outcome: outcome('conflict') }, by), 'failed');
    assert.equal(changeState({ intent, outcome: outcome('unknown') }, by), 'unknown');
  });

  it('can be taken back where something of it was done, and once', () => {
    assert.equal(wayBack({ intent, outcome: outcome('done') }), 'possible');
    assert.equal(wayBack({ intent, outcome: outcome('partial', { result: 'done' }) }), 'possible');
    assert.equal(wayBack({ intent, outcome: outcome('done'), undoneBy: '01K' }), 'undone');
    assert.equal(changeState({ intent, outcome: outcome('done'), undoneBy: '01K' }, by), 'undone');
    const without = { ...intent, undo: { possible: false, because: 'a pod does not come back' } };
    assert.equal(wayBack({ intent: without, outcome: outcome('done') }), 'impossible');
  });

  it('offers no way back from what was not done, nor from what nobody knows of', () => {
    assert.equal(wayBack({ intent, outcome: outcome('failed') }), 'nothing');
    assert.equal(wayBack({ intent, outcome: outcome('conflict') }), 'nothing');
    assert.equal(wayBack({ intent, outcome: outcome('unknown', { result: 'unknown' }) }), 'unclear');
    assert.equal(wayBack({ intent }), 'unclear');
  });

  it('offers to undo a restart only while its rollout runs', () => {
    const restart = { ...intent, undo: { possible: true, exact: false, onlyWhile: 'rollout' as const } };
    assert.equal(wayBack({ intent: restart, outcome: outcome('done') }), 'possible');
    assert.equal(wayBack({ intent: restart, outcome: outcome('done'), verified: verified(false) }), 'possible');
    assert.equal(wayBack({ intent: restart, outcome: outcome('done'), verified: verified(true) }), 'over');
  });

  it('asks the machine for its processes', () => {
    assert.equal(isRunning(process.pid), true);
    assert.equal(isRunning(2 ** 22 + 7), false);
  });
});
