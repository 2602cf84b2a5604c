import assert from 'node:assert/strict';
import { cronSchedule, isEverDue } from '../../../src/kube/cronSchedule.ts';
import { lastDue } from '../../../src/kube/lastDue.ts';

const now = '2026-11-25T14:00:30Z';

/** The last time that it was due before now, looked for since a day. */
function due(text: string, zone = 'UTC', from = '2020-01-01T00:00:00Z', until = now): string | undefined {
  const schedule = cronSchedule(text) ?? assert.fail(`refused: ${text}`);
  const at = lastDue(schedule, zone, Date.parse(from), Date.parse(until));
  return at === undefined ? undefined : new Date(at).toISOString().replace('.000Z', 'Z');
}

describe('cronSchedule', () => {
  it('takes what the server takes', () => {
    for (const text of [
      '* * * * *',
      '? ? ? ? ?',
      '0 3 * JAN-mar Mon',
      '*/5 1,2 1-31/2 * 0-6',
      '5/15 * * * *',
      '@weekly',
      '@every 1h30m',
    ])
      assert.ok(cronSchedule(text), text);
  });

  it('refuses what the server refuses', () => {
    for (const text of [
      '',
      '* * * *',
      '* * * * * *',
      '60 * * * *',
      '0 24 * * *',
      '0 0 0 * *',
      '0 0 L * *',
      '0 0 * * 7',
      '0 0 * * 5#2',
      '0 0 15W * *',
      '5-1 * * * *',
      '*/0 * * * *',
      '@reboot',
      '@every',
      '@every soon',
      '1-2-3 * * * *',
      '0 0 * * Montag',
    ])
      assert.equal(cronSchedule(text), undefined, text);
  });

  it('knows the days that never come', () => {
    const never = ['0 0 31 2 *', '0 0 30 2 *', '0 0 31 4,6,9,11 *', '0 0 30-31 feb ?'];
    const ever = ['0 0 29 2 *', '0 0 31 1-12 *', '0 0 31 2 1', '0 0 31 2 */2', '0 0 */30 2 *', '@every 1m', '@yearly'];
    for (const text of never) assert.equal(isEverDue(cronSchedule(text) ?? assert.fail()), false, text);
    for (const text of ever) assert.equal(isEverDue(cronSchedule(text) ?? assert.fail()), true, text);
  });
});

describe('lastDue', () => {
  it('finds the latest time by the fields', () => {
    assert.equal(due('*/15 * * * *'), '2026-11-25T14:00:00Z');
    assert.equal(due('30 14 * * *'), '2026-11-24T14:30:00Z');
    assert.equal(due('0 3 1 * *'), '2026-11-01T03:00:00Z');
    assert.equal(due('0 3 * * mon'), '2026-11-23T03:00:00Z');
    assert.equal(due('0 0 29 2 *'), '2024-02-29T00:00:00Z');
  });

  it('takes either day where both are named', () => {
    assert.equal(due('0 0 1 * mon'), '2026-11-23T00:00:00Z');
    assert.equal(due('0 0 24 * mon'), '2026-11-24T00:00:00Z');
  });

  it('goes by the clock of the zone', () => {
    assert.equal(due('0 3 * * *', 'Europe/Berlin'), '2026-11-25T02:00:00Z');
    assert.equal(due('0 3 * * *', 'Asia/Shanghai'), '2026-11-24T19:00:00Z');
    assert.equal(due('0 3 * * *', 'Europe/Berlin', undefined, '2026-07-01T12:00:00Z'), '2026-07-01T01:00:00Z');
    assert.equal(due('0 3 * * *', 'Mars/Base'), undefined);
  });

  it('skips the hour that summer time takes', () => {
    const until = '2026-03-29T12:00:00Z';
    assert.equal(due('30 2 * * *', 'Europe/Berlin', undefined, until), '2026-03-28T01:30:00Z');
  });

  it('finds nothing before the time from which it looks', () => {
    assert.equal(due('0 3 * * *', 'UTC', '2026-11-25T03:00:00Z'), undefined);
    assert.equal(due('0 3 * * *', 'UTC', '2026-11-25T02:59:00Z'), '2026-11-25T03:00:00Z');
    assert.equal(due('0 0 31 2 *'), undefined);
  });

  it('counts from the last time for @every', () => {
    assert.equal(due('@every 1h', 'UTC', '2026-11-25T10:10:00Z'), '2026-11-25T13:10:00Z');
    assert.equal(due('@every 1h', 'UTC', '2026-11-25T13:30:00Z'), undefined);
  });
});
