import assert from 'node:assert/strict';
import type { ReportMessage } from '../../../src/core/reportMessages.ts';
import { chatQuestion } from '../../../src/hosts/vscode/panels/chatQuestion.ts';
import { laterReport } from '../../../src/hosts/vscode/panels/laterReport.ts';
import { withoutAnswer } from '../../../src/hosts/vscode/panels/withoutAnswer.ts';
import { reportOf } from '../../e2e/webview/fixtures/reportOf.ts';

const tool = 'list_kubernetes_pods';
const error = { code: 'unreachable', message: 'nothing listens at 127.0.0.1:6443', hint: 'start it' } as const;

describe('a report after another run', () => {
  const answer = (headline: string, takenAt: string): ReportMessage =>
    reportOf({ title: 'List Pods', envelope: { tool, verdict: 'healthy', headline, takenAt } });
  const failure = (at: string, lacksContext = false): ReportMessage => ({
    ...answer('', at),
    envelope: withoutAnswer(tool, 'The cluster cannot be reached.', error, at).envelope,
    ...(lacksContext ? { lacksContext } : {}),
  });
  const first = answer('All are well.', '2026-11-26T14:02:11Z');

  it('keeps its answer with its time where the run failed, and says when and why that was', () => {
    const later = laterReport(first, failure('2026-11-26T14:05:00Z'));
    assert.deepEqual(later.envelope, first.envelope);
    assert.deepEqual(later.failed, { at: '2026-11-26T14:05:00Z', error });
    assert.equal(later.lacksContext, false);
  });

  it('tells of the last failure alone, and of a missing context only where that was its reason', () => {
    const twice = laterReport(
      laterReport(first, failure('2026-11-26T14:05:00Z', true)),
      failure('2026-11-26T14:06:00Z'),
    );
    assert.equal(twice.failed?.at, '2026-11-26T14:06:00Z');
    assert.equal(twice.lacksContext, false);
    assert.deepEqual(twice.envelope, first.envelope);
    assert.equal(laterReport(first, failure('2026-11-26T14:05:00Z', true)).lacksContext, true);
  });

  it('is the new answer where there is one: the failure is gone', () => {
    const second = answer('One is sick.', '2026-11-26T14:07:00Z');
    assert.equal(laterReport(laterReport(first, failure('2026-11-26T14:05:00Z')), second), second);
    assert.equal(laterReport(undefined, second), second);
  });

  it('is the failure where there never was an answer', () => {
    const failed = failure('2026-11-26T14:05:00Z');
    assert.equal(laterReport(undefined, failed), failed);
    const again = failure('2026-11-26T14:06:00Z');
    assert.equal(laterReport(failed, again), again);
  });

  it('is asked about as the old answer that it is, with its time', () => {
    const asked = chatQuestion(laterReport(first, failure('2026-11-26T14:05:00Z')), undefined);
    assert.match(
      asked,
      /“All are well\.”\nThat was at 2026-11-26T14:02:11Z; the same call at 2026-11-26T14:05:00Z had no/,
    );
    assert.doesNotMatch(chatQuestion(first, undefined), /That was at/);
  });
});
