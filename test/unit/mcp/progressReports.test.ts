import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { ProgressReports } from '../../../src/hosts/mcp/progressReports.ts';

const reading = (done: number) => ({ type: 'reading', resource: 'pods', done, total: 4500 }) as const;

describe('progress over the protocol', () => {
  it('grows with each report, in order, and nothing comes after the answer', async () => {
    const sent: unknown[] = [];
    const reports = new ProgressReports('token', async (notification) => {
      await turn();
      sent.push(notification.params);
    });
    reports.add(reading(500));
    reports.add({ type: 'login', command: 'kubelogin' });
    reports.add(reading(4500));
    await reports.end();
    const expected = [
      { progressToken: 'token', progress: 1, message: 'reading pods: 500 of 4,500' },
      { progressToken: 'token', progress: 2, message: 'waiting for login: kubelogin' },
      { progressToken: 'token', progress: 3, message: 'reading pods: 4,500 of 4,500' },
    ];
    assert.deepEqual(sent, expected);
    reports.add(reading(4500));
    await turn();
    assert.deepEqual(sent, expected);
  });

  it('does not disturb the call when the client cannot be told', async () => {
    const reports = new ProgressReports(1, () => Promise.reject(new Error('Not connected')));
    reports.add(reading(1));
    await reports.end();
  });
});
