import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Moment, TimelineBlock } from '../../../src/core/blocks.ts';
import { beforeFirstFailure, openingWindow } from '../../../webview/timeline/beforeFirstFailure.ts';
import { hitMoment } from '../../../webview/timeline/hitMoment.ts';
import { labelPlaces } from '../../../webview/timeline/labelPlaces.ts';
import { laneLayout } from '../../../webview/timeline/laneLayout.ts';
import { markPaths, type Place } from '../../../webview/timeline/markPaths.ts';
import { filterFrom, filterMoments, noFilter } from '../../../webview/timeline/momentFilter.ts';
import { momentLine } from '../../../webview/timeline/momentWords.ts';
import { neighbour } from '../../../webview/timeline/neighbour.ts';
import { momentToSave, sameMoment } from '../../../webview/timeline/sameMoment.ts';
import { translator } from '../../../webview/translator.ts';

const minute = 60_000;

describe('The timeline filters', () => {
  const block = timeline([
    moment('b', 1, 20, { severity: 'critical', title: 'OOMKilled' }),
    moment('a', 0, 10, { shape: 'rollout', title: 'Revision 7' }),
    moment('c', 1, 30, { severity: 'warning', title: 'BackOff', detail: 'restarting failed container' }),
    moment('lost', 9, 5, {}),
  ]);
  const ids = (part: object): string =>
    filterMoments(block, { ...noFilter, ...part })
      .map(({ id }) => id)
      .join('');

  it('give all in order of time, and nothing that has no lane', () => assert.equal(ids({}), 'abc'));
  it('by severity', () => assert.equal(ids({ hiddenSeverities: ['critical'] }), 'ac'));
  it('by shape', () => assert.equal(ids({ hiddenShapes: ['event'] }), 'a'));
  it('by the kind of the lane', () => assert.equal(ids({ kind: 'Pod' }), 'bc'));
  it('by text in title, detail or lane, whatever the case', () => {
    assert.equal(ids({ text: ' oomk' }), 'b');
    assert.equal(ids({ text: 'FAILED container' }), 'c');
    assert.equal(ids({ text: 'deployment' }), 'a');
  });
  it('are read from what was saved, and nothing else', () => {
    const saved = { hiddenSeverities: ['info', 'nonsense'], hiddenShapes: 7, kind: 'Pod', text: null };
    assert.deepEqual(filterFrom(saved), { hiddenSeverities: ['info'], hiddenShapes: [], kind: 'Pod', text: '' });
    assert.deepEqual(filterFrom('x'), noFilter);
  });
});

describe('The lanes of a timeline', () => {
  it('put states that run at once into rows of their own', () => {
    const long = moment('long', 0, 0, { shape: 'state', until: 50 * minute });
    const during = moment('during', 0, 10, { shape: 'state', until: 20 * minute });
    const later = moment('later', 0, 30, { shape: 'state', until: 40 * minute });
    const layout = laneLayout(timeline([long, during, later]));
    assert.notEqual(layout.barOf(long), layout.barOf(during));
    assert.equal(layout.barOf(during), layout.barOf(later));
  });

  it('never overlap, and hold their bars', () => {
    fc.assert(
      fc.property(fc.array(anyMoment(), { maxLength: 60 }), (moments) => {
        const block = timeline(moments);
        const layout = laneLayout(block);
        const { lanes, height } = layout;
        lanes.forEach((lane, index) => assert.equal(lane.top + lane.height, lanes[index + 1]?.top ?? height));
        for (const one of moments) {
          const lane = lanes[one.lane];
          if (lane === undefined || one.shape !== 'state') continue;
          const bar = layout.barOf(one);
          assert.ok(bar > lane.top && bar < lane.top + lane.height);
        }
      }),
    );
  });
});

describe('The marks of a timeline', () => {
  it('are drawn by severity, culled to what is in view, and once for equal pixels', () => {
    const inView = moment('in', 0, 10, { severity: 'critical' });
    const twin = moment('twin', 0, 10, { severity: 'critical' });
    const outside = moment('out', 0, 4000, {});
    const { marks, rings, bars } = markPaths([inView, twin, outside], place([inView, twin, outside]));
    assert.equal(marks.critical.match(/M/g)?.length, 1);
    assert.equal(rings.match(/M/g)?.length, 1);
    assert.equal(marks.info, '');
    assert.deepEqual(bars, { critical: '', warning: '', info: '' });
  });

  it('have a shape of their own for each kind', () => {
    const paths = (['event', 'rollout', 'scale', 'write'] as const).map((shape) => {
      const one = moment('one', 0, 10, { shape });
      return markPaths([one], place([one])).marks.info;
    });
    assert.equal(new Set(paths).size, 4);
  });

  it('draw what still lasts up to the end of the timeline', () => {
    const lasting = moment('lasting', 0, 10, { shape: 'state' });
    const where = place([lasting]);
    assert.match(markPaths([lasting], where).bars.info, new RegExp(`H${where.x(where.to)}v`));
  });

  it('are hit by the pointer: the nearest mark, else the bar under it, else nothing', () => {
    const bar = moment('bar', 0, 0, { shape: 'state', until: 60 * minute });
    const mark = moment('mark', 0, 30, {});
    const where = place([bar, mark]);
    const y = where.layout.lanes[0]?.marks ?? 0;
    assert.equal(hitMoment([bar, mark], where, where.x(mark.at) + 3, y + 2)?.id, 'mark');
    assert.equal(hitMoment([bar, mark], where, where.x(mark.at) + 40, where.layout.barOf(bar))?.id, 'bar');
    assert.equal(hitMoment([bar, mark], where, where.x(mark.at) + 40, y), undefined);
    assert.equal(hitMoment([bar, mark], where, where.x(mark.at), y + 400), undefined);
  });

  it('get titles that run into no other mark', () => {
    fc.assert(
      fc.property(fc.array(anyMoment(), { maxLength: 40 }), (moments) => {
        const where = place(moments);
        const ordered = filterMoments(timeline(moments), noFilter);
        const measure = (text: string): number => text.length * 6;
        for (const { x, y, text } of labelPlaces(ordered, where, measure)) {
          const right = x + measure(text);
          assert.ok(right <= where.width);
          const lane = where.layout.lanes.findIndex(({ marks }) => marks + 4 === y);
          for (const other of ordered) {
            if (other.lane !== lane || other.shape === 'state') continue;
            const at = where.x(other.at);
            assert.ok(at < x || at > where.width || at >= right, `${text} at ${x} runs into a mark at ${at}`);
          }
        }
      }),
    );
  });
});

describe('Moving through a timeline', () => {
  const moments = [
    moment('a', 0, 10, {}),
    moment('b', 2, 12, {}),
    moment('c', 0, 20, {}),
    moment('d', 2, 40, {}),
  ] as const;
  const [a, b, c, d] = moments;

  it('goes along a lane, and to the nearest in time of the next lane that has any', () => {
    assert.equal(neighbour(moments, a, 'later'), c);
    assert.equal(neighbour(moments, c, 'earlier'), a);
    assert.equal(neighbour(moments, a, 'earlier'), undefined);
    assert.equal(neighbour(moments, c, 'down'), b);
    assert.equal(neighbour(moments, d, 'up'), c);
    assert.equal(neighbour(moments, a, 'up'), undefined);
    assert.equal(neighbour(moments, c, 'first'), a);
    assert.equal(neighbour(moments, a, 'last'), d);
  });
});

describe('What changed before the first failure', () => {
  it('is the last change before it, with a little room to both sides', () => {
    const early = moment('early', 0, 1, { shape: 'scale' });
    const cause = moment('cause', 0, 40, { shape: 'rollout' });
    const late = moment('late', 0, 60, { shape: 'write' });
    const found = beforeFirstFailure({ moments: [late, cause, early], firstFailureAt: 50 * minute });
    assert.equal(found?.change, cause);
    assert.ok(found.window.from < 40 * minute && found.window.from > 35 * minute);
    assert.ok(found.window.to > 50 * minute && found.window.to < 55 * minute);
  });

  it('is the quarter of an hour before it where nothing changed', () => {
    const found = beforeFirstFailure({ moments: [], firstFailureAt: 50 * minute });
    assert.equal(found?.change, undefined);
    assert.ok(found !== undefined && found.window.from < 35 * minute);
  });

  it('is not asked where nothing failed', () => assert.equal(beforeFirstFailure({ moments: [] }), undefined));
});

describe('What a timeline shows at first', () => {
  it('is all, where the trouble takes a good part of it or nothing failed', () => {
    assert.equal(openingWindow(timeline([])), undefined);
    assert.equal(openingWindow({ ...timeline([]), firstFailureAt: 60 * minute }), undefined);
  });

  it('begins before the last change ahead of the first failure, where all would press that into a corner', () => {
    const cause = moment('cause', 0, 110, { shape: 'rollout' });
    const window = openingWindow({ ...timeline([cause]), firstFailureAt: 115 * minute });
    assert.ok(window !== undefined && window.from < cause.at && window.from > 105 * minute);
    assert.ok(window.to >= 120 * minute);
  });
});

describe('A moment of the answer before', () => {
  const block = timeline([]);
  const old = moment('1', 1, 10, { title: 'BackOff' });
  const saved: unknown = JSON.parse(JSON.stringify(momentToSave(block, old)));

  it('is the same whatever its id, and the nearest of the same lane and words where its time has moved on', () => {
    const same = moment('7', 1, 10, { title: 'BackOff' });
    const others = [moment('8', 1, 30, { title: 'BackOff' }), moment('9', 2, 10, { title: 'BackOff' })];
    assert.equal(sameMoment(block, [...others, same], saved)?.id, '7');
    assert.equal(sameMoment(block, [moment('6', 1, 90, { title: 'BackOff' }), ...others], saved)?.id, '8');
  });

  it('is none where nothing like it is there, or nothing was saved', () => {
    assert.equal(sameMoment(block, [moment('9', 2, 10, { title: 'BackOff' })], saved), undefined);
    assert.equal(sameMoment(block, [old], undefined), undefined);
    assert.equal(sameMoment(block, [old], { at: 'x' }), undefined);
  });
});

describe('A moment in words', () => {
  it('says time, severity, lane, what and why', () => {
    const one = moment('one', 1, 10, { severity: 'warning', title: 'BackOff', count: 14, detail: 'restarting' });
    const line = momentLine({ label: translator({}), locale: 'en' }, timeline([one]), one);
    assert.match(line, /^\d\d:10:00, Warning, Pod cart-1, Event: BackOff ×14, restarting$/);
  });
});

function moment(id: string, lane: number, minutes: number, more: Partial<Moment>): Moment {
  return { id, lane, at: minutes * minute, shape: 'event', severity: 'info', title: id, ...more };
}

function timeline(moments: readonly Moment[]): TimelineBlock<string> {
  return {
    type: 'timeline',
    title: 'Timeline',
    from: 0,
    to: 120 * minute,
    lanes: [
      { object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' }, label: 'Deployment cart' },
      { object: { apiVersion: 'v1', kind: 'Pod', name: 'cart-1' }, label: 'Pod cart-1' },
      { object: { apiVersion: 'v1', kind: 'Pod', name: 'cart-2' }, label: 'Pod cart-2' },
    ],
    moments,
  };
}

/** Two hours on 1,200 pixels: ten for a minute. */
function place(moments: readonly Moment[]): Place {
  return { x: (at) => at / 6000, width: 1200, to: 120 * minute, layout: laneLayout(timeline(moments)) };
}

function anyMoment(): fc.Arbitrary<Moment> {
  return fc.record({
    id: fc.uuid(),
    lane: fc.integer({ min: 0, max: 3 }),
    at: fc.integer({ min: -10 * minute, max: 130 * minute }),
    shape: fc.constantFrom('event', 'state', 'rollout', 'scale', 'write'),
    severity: fc.constantFrom('critical', 'warning', 'info'),
    title: fc.string({ maxLength: 30 }),
  });
}
