import assert from 'node:assert/strict';
import type { Severity } from '../../../src/core/finding.ts';
import { firstFailure } from '../../../src/kube/timeline/firstFailure.ts';
import type { TimelineMoment } from '../../../src/kube/timeline/moment.ts';

const minute = 60_000;
const now = 10_000 * minute;

function moment(minutesAgo: number, severity: Severity, more: Partial<TimelineMoment> = {}): TimelineMoment {
  const object = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' };
  return { object, shape: 'event', at: now - minutesAgo * minute, severity, title: `${minutesAgo}`, ...more };
}

const first = (...moments: readonly TimelineMoment[]): string | undefined => firstFailure(moments, now)?.failure.title;

describe('the first failure of a timeline', () => {
  it('is nothing where there is only news', () => assert.equal(first(moment(5, 'info')), undefined));
  it('is the earliest of one trouble, whatever the order and the severity', () =>
    assert.equal(first(moment(5, 'critical'), moment(20, 'warning'), moment(10, 'critical')), '20'));
  it('is of the present trouble and not of one long over', () =>
    assert.equal(first(moment(3000, 'critical'), moment(9, 'warning')), '9'));
  it('is of the worse trouble of a day', () =>
    assert.equal(first(moment(300, 'critical'), moment(9, 'warning')), '300'));
  it('goes back as far as one event has been repeated', () =>
    assert.equal(first(moment(300, 'warning', { until: now - 10 * minute }), moment(9, 'critical')), '300'));
  it('is not put back by a mere warning that has lasted for long', () =>
    assert.equal(first(moment(3000, 'warning', { shape: 'state' }), moment(9, 'critical')), '9'));
  it('comes with the changes of the day before it, the nearest first', () => {
    const found = firstFailure(
      [
        moment(2000, 'info', { shape: 'rollout' }),
        moment(60, 'info', { shape: 'scale' }),
        moment(30, 'info', { shape: 'write' }),
        moment(10, 'critical'),
        moment(5, 'info', { shape: 'rollout' }),
      ],
      now,
    );
    assert.deepEqual(
      found?.changesBefore.map(({ title }) => title),
      ['30', '60'],
    );
  });
});
