import assert from 'node:assert/strict';
import { compareCells } from '../../../webview/blocks/compareCells.ts';
import { scopeLine } from '../../../webview/parts/scopeLine.ts';
import { savedState } from '../../../webview/savedState.ts';
import { translator } from '../../../webview/translator.ts';
import { valueText } from '../../../webview/valueText.ts';
import { viewState } from '../../../webview/viewState.ts';

describe('The words of a report view', () => {
  it('are translated by their English text, arguments in place, English where there is none', () => {
    const label = translator({ '{0} of {1} shown': '共 {1} 项，显示 {0} 项' });
    assert.equal(label('{0} of {1} shown', 5, 17), '共 17 项，显示 5 项');
    assert.equal(label('Copy'), 'Copy');
    assert.equal(label('since {0}', '14:02'), 'since 14:02');
  });

  it('show a value as a person reads it', () => {
    assert.equal(valueText({ app: 'api', tier: 'backend' }), 'app=api, tier=backend');
    assert.equal(valueText('Always'), 'Always');
    assert.equal(valueText(''), '""');
    assert.equal(valueText(0), '0');
    assert.equal(valueText(null), 'null');
    assert.equal(valueText({}), '{}');
    assert.equal(valueText({ port: 80 }), '{"port":80}');
    assert.equal(valueText(['a']), '["a"]');
  });

  it('say scope, time and cost in one line', () => {
    const at = '2026-11-25T14:02:11Z';
    const line = (scope: { namespace?: string }, shared: number, now: string): string =>
      scopeLine(
        { label: translator({}), locale: 'en' },
        {
          envelope: {
            tool: 'list_kubernetes_pods',
            schemaVersion: '1',
            context: 'demo',
            scope,
            takenAt: at,
            verdict: 'healthy',
            headline: '',
            findings: [],
            gaps: [],
            next: [],
            page: { total: 90, returned: 50 },
            truncated: false,
          },
          stats: { milliseconds: 209.6, requests: 3, waves: 2, shared },
        },
        Date.parse(now),
      );
    assert.match(line({ namespace: 'shop' }, 0, at), /^shop · demo · \d\d:02:11, 3 requests, 210 ms, 50 of 90 shown$/);
    assert.match(line({ namespace: '*' }, 2, at), /^all namespaces · demo · .*3 requests, 2 from memory, 210 ms/);
    assert.match(line({}, 0, '2026-11-28T14:02:11Z'), /^demo · Nov \d\d, \d\d:02:11,/);
  });

  it('sort as a person means it', () => {
    const sorted = (...cells: readonly string[]): readonly string[] => cells.toSorted(compareCells);
    assert.deepEqual(sorted('1h', '9m', '3d4h', '45s', '2d'), ['45s', '9m', '1h', '2d', '3d4h']);
    assert.deepEqual(sorted('10/10', '2/10', '2/3'), ['2/3', '2/10', '10/10']);
    assert.deepEqual(sorted('', 'node-10', 'node-9'), ['node-9', 'node-10', '']);
    assert.deepEqual(sorted('14 (2m ago)', '0', '2'), ['0', '2', '14 (2m ago)']);
    assert.ok(compareCells({ text: 'b' }, { text: 'a', tone: 'bad' }) > 0);
    assert.ok(compareCells(9, 10) < 0);
  });
});

describe('What a report view remembers', () => {
  it('is kept for each part, and told of', () => {
    let changes = 0;
    const state = viewState({ scroll: 40 }, () => changes++);
    state.set('block0', { column: 1, descending: true });
    assert.equal(state.get('scroll'), 40);
    assert.equal(changes, 1);
    assert.deepEqual(viewState(state.all(), () => undefined).get('block0'), { column: 1, descending: true });
  });

  it('is nothing where what was saved is not a state', () => {
    for (const saved of [undefined, null, 7, 'x']) assert.deepEqual(viewState(saved, () => undefined).all(), {});
  });

  it('counts only for the call it was saved for', () => {
    const call = { view: 'report', tool: 'list_kubernetes_pods', input: { namespace: 'shop' } } as const;
    assert.deepEqual(savedState({ call, state: { scroll: 3 } }, call), { scroll: 3 });
    assert.equal(savedState({ call, state: {} }, { ...call, input: { namespace: 'prod' } }), undefined);
    assert.equal(savedState(undefined, call), undefined);
  });
});
