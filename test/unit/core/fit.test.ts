import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Envelope } from '../../../src/core/envelope.ts';
import { fit } from '../../../src/core/fit.ts';
import { estimateTokens } from '../../../src/core/tokens.ts';

const base: Envelope = {
  tool: 't',
  schemaVersion: '1',
  takenAt: '2026-11-25T14:00:00Z',
  verdict: 'answered',
  headline: 'h',
  findings: [],
  gaps: [],
  next: [],
  truncated: false,
};
const row = (index: number) => ({ name: `pod-${index}`, status: 'Running' });
const tokens = (envelope: Envelope) => estimateTokens(JSON.stringify(envelope));

describe('fitting an answer into a budget', () => {
  it('leaves an answer alone that fits', () => assert.equal(fit(base, [], 2000), base));

  it('cuts rows from the end, counts them, and moves the cursor', () => {
    const envelope = { ...base, data: { pods: Array.from({ length: 500 }, (_, index) => row(index)) } };
    const page = (kept: number) => ({ total: 500, returned: kept, cursor: `after-${kept}` });
    const fitted = fit(envelope, [{ path: 'pods', keep: 5, page }], 1000);
    const kept = (fitted.data?.pods as unknown[]).length;
    assert.equal(fitted.truncated, true);
    assert.equal(fitted.cut?.['data.pods'], 500 - kept);
    assert.deepEqual(fitted.page, page(kept));
    assert.ok(tokens(fitted) <= 1000);
    assert.ok(kept > 50, 'as many as fit are kept');
  });

  it('cuts a text by lines from its start where its end matters', () => {
    const text = Array.from({ length: 1000 }, (_, index) => `line ${index}`).join('\n');
    const fitted = fit({ ...base, data: { log: text } }, [{ path: 'log', from: 'start', keep: 10 }], 500);
    assert.match(String(fitted.data?.log), /line 999$/);
  });

  it('gives valid JSON within the budget for any findings, and keeps the first', () => {
    const object = { apiVersion: 'v1', kind: 'Pod', namespace: 'n', name: 'p' };
    const finding = fc.record({
      rule: fc.constant('pod/evicted'),
      severity: fc.constantFrom('critical' as const, 'warning' as const),
      object: fc.constant(object),
      message: fc.string({ maxLength: 200 }),
      evidence: fc.array(
        fc.record({
          object: fc.constant(object),
          path: fc.string({ maxLength: 30 }),
          value: fc.string({ maxLength: 100 }),
        }),
        { maxLength: 5 },
      ),
      remedy: fc.string({ maxLength: 100 }),
    });
    fc.assert(
      fc.property(fc.array(finding, { minLength: 1, maxLength: 60 }), (findings) => {
        const fitted = fit({ ...base, findings, data: { x: 1 } }, [], 1200);
        assert.ok(tokens(fitted) <= 1200);
        assert.equal(fitted.findings[0]?.message, findings[0]?.message);
      }),
      { numRuns: 100 },
    );
  });
});
