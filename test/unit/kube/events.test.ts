import assert from 'node:assert/strict';
import { latestByUid, seenEvent } from '../../../src/kube/events.ts';
import { event } from '../../../src/kube/kinds/event.ts';

const seen = (raw: object) => seenEvent(event.project(raw));
const at = (time: string): number => Date.parse(`2026-11-25T${time}Z`);

describe('seenEvent', () => {
  for (const [name, raw, expected] of [
    [
      'the old recorder',
      { count: 7, firstTimestamp: '2026-11-25T13:00:00Z', lastTimestamp: '2026-11-25T13:50:00Z' },
      { count: 7, firstAt: at('13:00:00'), lastAt: at('13:50:00') },
    ],
    [
      'the new recorder, once',
      { eventTime: '2026-11-25T13:10:00.000000Z', firstTimestamp: null, lastTimestamp: null },
      { count: 1, firstAt: at('13:10:00'), lastAt: at('13:10:00') },
    ],
    [
      'the new recorder, in a series',
      {
        eventTime: '2026-11-25T13:10:00.000000Z',
        series: { count: 12, lastObservedTime: '2026-11-25T13:40:00.000000Z' },
      },
      { count: 12, firstAt: at('13:10:00'), lastAt: at('13:40:00') },
    ],
    [
      'a writer that tells no time',
      { metadata: { creationTimestamp: '2026-11-25T13:05:00Z' } },
      { count: 1, firstAt: at('13:05:00'), lastAt: at('13:05:00') },
    ],
    ['a writer that tells nonsense', { count: -3, lastTimestamp: 'soon' }, { count: 1, firstAt: 0, lastAt: 0 }],
  ] as const)
    it(`reads times and count of ${name}`, () => {
      const { count, firstAt, lastAt } = seen(raw);
      assert.deepEqual({ count, firstAt, lastAt }, expected);
    });

  it('keeps the latest of two states of one event', () => {
    const state = (count: number, lastTimestamp: string) => seen({ metadata: { uid: 'e1' }, count, lastTimestamp });
    const first = state(1, '2026-11-25T13:00:00Z');
    const second = state(2, '2026-11-25T13:10:00Z');
    assert.deepEqual(latestByUid([second, first]), [second]);
    assert.deepEqual(latestByUid([first, second]), [second]);
  });
});
