import assert from 'node:assert/strict';
import type { Block } from '../../../src/core/blocks.ts';
import type { ReportMessage } from '../../../src/core/reportMessages.ts';
import { chatQuestion } from '../../../src/hosts/vscode/panels/chatQuestion.ts';
import { outlineHtml } from '../../../src/hosts/vscode/panels/export/outlineHtml.ts';
import { outlineMarkdown } from '../../../src/hosts/vscode/panels/export/outlineMarkdown.ts';
import { reportOutline } from '../../../src/hosts/vscode/panels/export/reportOutline.ts';

const api = { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api' };

const blocks: readonly Block<string>[] = [
  { type: 'facts', title: 'Facts', facts: [{ label: 'Pods', value: 3 }] },
  {
    type: 'table',
    title: 'Pods',
    columns: [{ label: 'Name' }, { label: 'Restarts', align: 'end' }],
    rows: [['cart|1', { text: '14' }]],
    more: 7,
  },
  {
    type: 'log',
    title: 'Log',
    lines: [{ container: 'app', previous: true, at: '2026-11-25T14:00:00Z', text: '```\n# boom', count: 3 }],
  },
  { type: 'code', title: 'YAML', language: 'yaml', text: 'a: 1' },
  {
    type: 'timeline',
    title: 'Timeline',
    from: 0,
    to: 1000,
    lanes: [{ object: api, label: 'Service api' }],
    moments: [
      { id: '1', lane: 0, shape: 'event', at: 0, severity: 'warning', title: 'BackOff', detail: 'again', count: 2 },
    ],
  },
  {
    type: 'graph',
    title: 'Chain',
    nodes: [{ id: 's', caption: 'Service', title: 'api', state: 'broken', because: 'selects no pod' }],
    edges: [],
  },
];

const report: ReportMessage = {
  call: { view: 'serviceChain', tool: 'trace_service_chain', input: { name: 'api', namespace: 'shop' } },
  title: 'Trace service chain',
  envelope: {
    tool: 'trace_service_chain',
    schemaVersion: '1',
    context: 'demo',
    scope: { namespace: 'shop', kind: 'Service', name: 'api' },
    takenAt: '2026-11-25T14:02:11Z',
    verdict: 'broken',
    headline: 'Service shop/api selects no pod <script>alert(1)</script> [x](http://evil) #file',
    findings: [
      {
        rule: 'service/selector-matches-nothing',
        severity: 'critical',
        object: api,
        message: 'The selector matches nothing.',
        evidence: [{ object: api, path: 'spec.selector', value: { app: 'api' } }],
        remedy: 'Mend the selector.',
      },
    ],
    gaps: [{ wanted: 'networkpolicies in shop', because: 'forbidden', hint: 'needs list' }],
    next: [{ tool: 'list_kubernetes_pods', input: { namespace: 'shop' }, why: 'see them' }],
    truncated: false,
  },
  blocks,
  stats: { milliseconds: 210, requests: 3, waves: 2, shared: 0 },
  toolTitles: { list_kubernetes_pods: 'List pods' },
  canAskCopilot: true,
  translations: {},
  locale: 'en',
};

const outline = reportOutline(report, (word) => word);

describe('a report in Markdown', () => {
  const markdown = outlineMarkdown(outline);

  it('holds verdict, findings with evidence and remedy, blocks, gaps and next calls', () => {
    for (const line of [
      '# Trace service chain',
      '## Findings',
      '### critical: Service/shop/api',
      '| Service/shop/api | spec.selector | {"app":"api"} |',
      'Remedy: Mend the selector.',
      '- Pods: 3',
      '| cart\\|1 | 14 |',
      '… + 7',
      '## Could not look at',
      '- networkpolicies in shop (forbidden): needs list',
      '## Next',
      '| Service | api | broken | selects no pod |',
      '| 1970-01-01T00:00:00.000Z | Service api | warning | BackOff ×2: again |',
    ])
      assert(markdown.split('\n').includes(line), `${line}\nin\n${markdown}`);
  });

  it('makes no HTML, link or heading of cluster text', () => {
    assert.doesNotMatch(markdown, /(?<!\\)<script|(?<!\\)\[x/);
    assert(markdown.includes('````text\n2026-11-25T14:00:00Z app (previous): ```\n# boom (×3)\n````'));
  });
});

describe('cluster text in Markdown', () => {
  const written = (text: string): string => outlineMarkdown([{ type: 'list', items: [text] }]);

  it('is shown as it is: no entity, formula, picture or list of its own', () => {
    assert.equal(written('&lt;b&gt; $x$ ![p](u)'), '- \\&lt;b\\&gt; \\$x\\$ \\!\\[p\\](u)\n');
    assert.equal(written('- a'), '- \\- a\n');
    assert.equal(written('12. a - b'), '- 12\\. a - b\n');
  });
});

describe('a report in HTML', () => {
  const html = outlineHtml(outline, 'en');

  it('escapes cluster text and runs nothing', () => {
    assert.doesNotMatch(html, /<script|<link|<img|href=/);
    assert(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
    assert(html.includes('<td>cart|1</td><td>14</td>'));
  });
});

describe('a report handed over to chat', () => {
  it('names the tool by its reference, its input and what it answered', () => {
    const question = chatQuestion(report, 'traceServiceChain');
    assert(question.startsWith('#traceServiceChain {"name":"api","namespace":"shop"} answered: “Service shop/api'));
  });

  it('lets the headline refer to nothing and not grow without end', () => {
    const long = { ...report, envelope: { ...report.envelope, headline: `#file\n${'x'.repeat(5000)}` } };
    const question = chatQuestion(long, 'traceServiceChain');
    assert.equal(question.split('#').length, 2);
    assert.doesNotMatch(question, /\n/);
    assert(question.length < 900);
  });
});
