import assert from 'node:assert/strict';
import { label, english, type Label } from '../../../src/core/label.ts';
import type { Block } from '../../../src/core/blocks.ts';
import { KubeError } from '../../../src/core/kubeError.ts';
import { errorWords } from '../../../src/hosts/vscode/errorWords.ts';
import { answerBudget } from '../../../src/hosts/vscode/chat/answerBudget.ts';
import { failedAnswer } from '../../../src/hosts/vscode/chat/failedAnswer.ts';
import { callLine } from '../../../src/hosts/vscode/log/callLine.ts';
import { mapLabels } from '../../../src/hosts/export/mapLabels.ts';
import { inputFor, objectTarget } from '../../../src/hosts/vscode/objectTarget.ts';

describe('the words for a failure', () => {
  it('begin with a capital, but for the name of an input, which stays as it is spelled', () => {
    const said = (headline: string, code: 'bad_input' | 'unreachable' = 'bad_input'): string =>
      errorWords(new KubeError({ code, operation: 'get', detail: 'x', hint: 'nearest: y', headline })).sentences;
    assert.equal(said('url: x is no URL'), 'url: x is no URL. Nearest: y.');
    assert.equal(said('connect: nobody is there', 'unreachable'), 'Connect: nobody is there. Nearest: y.');
    assert.equal(said('nobody is there'), 'Nobody is there. Nearest: y.');
  });
});

describe('the token budget of an answer in chat', () => {
  it('is the usual one, or what is offered where that is less', () => {
    assert.equal(answerBudget(128_000), 2000);
    assert.equal(answerBudget(700.5), 700);
    assert.equal(answerBudget(0), 2000);
    assert.equal(answerBudget(Number.NaN), 2000);
  });
});

describe('an answer without an engine', () => {
  it('is an envelope that says so', () => {
    const answer = failedAnswer('list_kubernetes_pods', new Error('no such file'), 0);
    assert.equal(answer.verdict, 'unknown');
    assert.equal(answer.error?.code, 'internal');
    assert.equal(answer.takenAt, '1970-01-01T00:00:00.000Z');
  });
});

describe('a line of the call log', () => {
  const record = {
    at: '2026-11-25T14:00:00Z',
    surface: 'chat',
    tool: 'trace_service_chain',
    context: 'demo',
    input: { name: 'api' },
    verdict: 'broken',
    stats: { milliseconds: 209.6, requests: 3, waves: 1, shared: 0 },
  } as const;

  it('says tool, input, context, result, time and requests', () => {
    assert.equal(
      callLine(record),
      'trace_service_chain {"name":"api"} · demo · broken · 210 ms · 3 requests · 1 wave · chat',
    );
  });

  it('says what failed, and what came from memory', () => {
    const failed = {
      ...record,
      verdict: 'unknown',
      error: 'forbidden: list pods',
      stats: { ...record.stats, shared: 2 },
    } as const;
    assert.match(callLine(failed), /unknown \(forbidden: list pods\) .* 2 from memory/);
  });

  it('bears an input of any size', () => {
    assert(callLine({ ...record, input: { grep: 'x'.repeat(10_000) } }).length < 600);
    assert.match(callLine({ ...record, input: undefined }), /^trace_service_chain \{\}/);
  });
});

describe('labels of blocks', () => {
  it('are all resolved, and cluster text is left alone', () => {
    const blocks: Block[] = [
      { type: 'facts', title: label('Facts of {0}', 'api'), facts: [{ label: label('Pods'), value: 1 }] },
      { type: 'facts', facts: [] },
      {
        type: 'table',
        title: label('Pods'),
        columns: [{ label: label('Name'), align: 'end' }],
        rows: [['a']],
        more: 2,
      },
      { type: 'log', title: label('Log'), lines: [{ container: 'a', text: 'Log' }] },
      {
        type: 'graph',
        title: label('Chain'),
        nodes: [{ id: 'a', caption: label('Service'), title: 'api', state: 'ok', because: '' }],
        edges: [],
      },
    ];
    const resolved = blocks.map((block) => mapLabels(block, (of: Label) => english(of).toUpperCase()));
    assert.deepEqual(resolved, [
      { type: 'facts', title: 'FACTS OF API', facts: [{ label: 'PODS', value: 1 }] },
      { type: 'facts', facts: [] },
      { type: 'table', title: 'PODS', columns: [{ label: 'NAME', align: 'end' }], rows: [['a']], more: 2 },
      { type: 'log', title: 'LOG', lines: [{ container: 'a', text: 'Log' }] },
      {
        type: 'graph',
        title: 'CHAIN',
        nodes: [{ id: 'a', caption: 'SERVICE', title: 'api', state: 'ok', because: '' }],
        edges: [],
      },
    ]);
  });
});

describe('what a command is called with', () => {
  const object = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'cart' };

  it('is an object of a context, or not', () => {
    assert.deepEqual(objectTarget({ context: 'demo', object, other: 1 }), { context: 'demo', object });
    assert.deepEqual(objectTarget({ context: 'demo', object, path: 'spec' }), {
      context: 'demo',
      object,
      path: 'spec',
    });
    for (const other of [
      undefined,
      1,
      {},
      { object },
      { context: 'demo' },
      { context: 'demo', object: { kind: 'Pod' } },
    ])
      assert.equal(objectTarget(other), undefined);
  });

  it('gives a tool only the fields that it takes', () => {
    const logs = new Set(['namespace', 'name', 'container']);
    assert.deepEqual(
      inputFor({ context: 'demo', object }, (field) => logs.has(field)),
      {
        context: 'demo',
        namespace: 'shop',
        name: 'cart',
      },
    );
  });
});

describe('the words for a failure', () => {
  it('are those of the failure itself, with its hint where it has one', () => {
    const facts = { code: 'not_found', operation: 'connect', detail: 'none', hint: 'set KUBECONFIG' } as const;
    const error = new KubeError({ ...facts, headline: 'No kubeconfig found.', reason: 'NoKubeconfig' });
    assert.deepEqual(errorWords(error), {
      text: 'No kubeconfig found.',
      brief: 'none',
      hint: 'set KUBECONFIG',
      sentences: 'No kubeconfig found. Set KUBECONFIG.',
      reason: 'NoKubeconfig',
    });
    assert.deepEqual(errorWords(new KubeError(facts)), {
      text: 'connect: none',
      brief: 'none',
      hint: 'set KUBECONFIG',
      sentences: 'Connect: none. Set KUBECONFIG.',
    });
    assert.deepEqual(errorWords(new Error('boom')), { text: 'boom', brief: 'boom', sentences: 'Boom.' });
    assert.deepEqual(errorWords('boom'), { text: 'boom', brief: 'boom', sentences: 'Boom.' });
  });
});
