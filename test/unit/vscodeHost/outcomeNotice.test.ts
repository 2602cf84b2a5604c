import assert from 'node:assert/strict';
import type { Envelope } from '../../../src/core/envelope.ts';
import { PlanCards } from '../../../src/hosts/vscode/chat/planCards.ts';
import { outcomeNotice } from '../../../src/hosts/vscode/changes/outcomeNotice.ts';

function answer(more: Partial<Envelope>): Envelope {
  return {
    tool: 'scale_deployment',
    schemaVersion: '1',
    context: 'demo',
    takenAt: '2026-11-25T14:00:00Z',
    verdict: 'applied',
    headline: 'said',
    findings: [],
    gaps: [],
    next: [],
    truncated: false,
    ...more,
  };
}

const change = (more: Partial<NonNullable<Envelope['change']>> = {}): NonNullable<Envelope['change']> => ({
  id: '01J',
  journaledAt: '2026-11-25T14:00:00Z',
  verified: { settled: true, seconds: 3 },
  undo: 'kube-sre undo 01J',
  ...more,
});
const error = { code: 'timeout', message: 'no answer', hint: 'look' } as const;

describe('what a person is told after a change', () => {
  const rows: readonly [string, Partial<Envelope>, unknown, unknown][] = [
    ['settled', { change: change() }, { how: 'info', text: 'said', undo: '01J' }, 'same'],
    [
      'written and not settled',
      { change: change({ verified: { settled: false, seconds: 120 } }) },
      { how: 'warning', text: 'said', undo: '01J' },
      'same',
    ],
    ['without a way back', { change: change({ undo: null }) }, { how: 'info', text: 'said' }, 'same'],
    ['taken back', { verdict: 'undone', change: change() }, { how: 'info', text: 'said', undo: '01J' }, 'same'],
    [
      'done in part',
      { verdict: 'unknown', error, change: change() },
      { how: 'error', text: 'said', undo: '01J' },
      'same',
    ],
    ['unknown', { verdict: 'unknown', error, change: change({ undo: null }) }, { how: 'error', text: 'said' }, 'same'],
    ['declined', { verdict: 'declined' }, undefined, undefined],
    ['cancelled', { verdict: 'unknown', error: { ...error, code: 'cancelled' } }, undefined, undefined],
    ['nothing to do', { verdict: 'answered' }, { how: 'info', text: 'said' }, undefined],
    ['off', { verdict: 'blocked', blockedBy: 'disabled' }, { how: 'warning', text: 'said', enable: 'demo' }, undefined],
    ['blocked', { verdict: 'blocked', blockedBy: 'permission' }, { how: 'warning', text: 'said' }, undefined],
    ['failed before anything was sent', { verdict: 'unknown', error }, { how: 'warning', text: 'said' }, undefined],
  ];
  for (const [name, more, told, inChat] of rows)
    it(name, () => {
      assert.deepEqual(outcomeNotice(answer(more), false), told);
      assert.deepEqual(outcomeNotice(answer(more), true), inChat === 'same' ? told : inChat);
    });
});

describe('the plans on the cards of chat', () => {
  it('belong to the next call of the same tool with the same input, once', () => {
    const cards = new PlanCards();
    cards.keep('scale_deployment', { name: 'cart', replicas: 3 }, 'one');
    cards.keep('scale_deployment', { name: 'cart', replicas: 3 }, 'two');
    assert.equal(cards.take('scale_deployment', { name: 'cart', replicas: 4 }), undefined);
    assert.equal(cards.take('restart_pod', { name: 'cart', replicas: 3 }), undefined);
    assert.equal(cards.take('scale_deployment', { name: 'cart', replicas: 3 }), 'two');
    assert.equal(cards.take('scale_deployment', { name: 'cart', replicas: 3 }), undefined);
  });

  it('are forgotten where the last card had none, and the oldest when there are many', () => {
    const cards = new PlanCards();
    cards.keep('a', {}, 'one');
    cards.drop('a', {});
    assert.equal(cards.take('a', {}), undefined);
    for (let index = 0; index < 25; index += 1) cards.keep('a', { index }, String(index));
    assert.deepEqual([cards.take('a', { index: 4 }), cards.take('a', { index: 5 })], [undefined, '5']);
  });
});
