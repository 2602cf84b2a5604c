import assert from 'node:assert/strict';
import type { Block } from '../../../src/core/blocks.ts';
import type { ReportMessage } from '../../../src/core/reportMessages.ts';
import { chatQuestion } from '../../../src/hosts/vscode/panels/chatQuestion.ts';
import { outlineHtml } from '../../../src/hosts/vscode/panels/export/outlineHtml.ts';
import { outlineMarkdown } from '../../../src/hosts/export/outlineMarkdown.ts';
import { reportOutline } from '../../../src/hosts/export/reportOutline.ts';
import { reportText } from '../../../src/hosts/vscode/panels/export/reportText.ts';
import { chainReport } from '../../e2e/webview/fixtures/chainReport.ts';
import { podsReport } from '../../e2e/webview/fixtures/plainReports.ts';
import { timelineReport } from '../../e2e/webview/fixtures/timelineReport.ts';
import { goldenText } from '../../support/goldenText.ts';

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
    type: 'bars',
    title: 'Room',
    rowLabel: 'Node',
    noteLabel: 'New pods',
    barLabels: ['CPU', 'Memory'],
    partLabels: ['Requested now', 'By the new pods'],
    restLabel: 'Free',
    rows: [
      {
        name: 'node-1',
        note: '1 new pod',
        bars: [
          { parts: [1, 1], whole: 4, text: '1 now + 1 new, 2 of 4 free' },
          { parts: [2, 0], whole: 2, text: '2Gi now + 0 new, 0 of 2Gi free', tone: 'warning' },
        ],
      },
    ],
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
      { id: '3', lane: 0, shape: 'state', at: 1000, severity: 'critical', title: 'Crashing', count: 1 },
      { id: '2', lane: 0, shape: 'state', at: 0, until: 1000, severity: 'info', title: 'Waiting' },
    ],
  },
  {
    type: 'diff',
    title: 'Revisions',
    before: { title: 'Revision 1', tags: ['last known good'], facts: [{ label: 'Images', value: 'cart:1' }] },
    after: { title: 'Revision 2', tags: [], facts: [] },
    sections: [{ title: 'Images', changes: [{ path: 'spec.image', before: 'cart:1' }] }],
    rows: [],
    unified: '-image: cart:1\n+image: cart:2',
  },
  {
    type: 'graph',
    title: 'Chain',
    firstBroken: 's',
    nodes: [
      { id: 's', caption: 'Service', title: 'api', state: 'broken', because: 'selects no pod', object: api },
      {
        id: 'p',
        caption: 'Pods',
        title: '2 Running',
        state: 'ok',
        because: 'api-1, api-2',
        objects: ['api-1', 'api-2'].map((name) => ({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name })),
      },
      { id: 'e', caption: 'Endpoints', title: '0 endpoints', state: 'unknown', because: '' },
    ],
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
      '### Critical: Service/shop/api',
      '| Service/shop/api | spec.selector | {"app":"api"} |',
      'Remedy: Mend the selector.',
      '- Pods: 3',
      '| cart\\|1 | 14 |',
      '… + 7',
      '| Node | New pods | CPU | Memory |',
      '| node-1 | 1 new pod | 1 now + 1 new, 2 of 4 free | 2Gi now + 0 new, 0 of 2Gi free |',
      '## Could not look at',
      '- networkpolicies in shop (forbidden): needs list',
      '## Next',
      '| Service | Service/shop/api | Broken, first broken hop | selects no pod |',
      '| Pods | Pod/shop/api-1, Pod/shop/api-2 | OK | 2 Running: api-1, api-2 |',
      '| Endpoints | 0 endpoints | Unknown |  |',
      '| Name | Restarts |',
      '| --- | ---: |',
      '- Revision 1 (last known good) · Images: cart:1',
      '### Images',
      '| spec.image | cart:1 |  |',
      '```diff',
      '+image: cart:2',
      '| 1970-01-01T00:00:00Z | Service api | Warning | BackOff ×2: again |',
      '| 1970-01-01T00:00:00Z – 1970-01-01T00:00:01Z | Service api | Info | Waiting |',
      '| 1970-01-01T00:00:01Z – | Service api | Critical | Crashing |',
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

  it('escapes cluster text, runs nothing and needs nothing from elsewhere', () => {
    assert.doesNotMatch(html, /<script|<link|<img|<iframe|href=|src=|url\(|@import|\son\w+=/);
    assert.match(html, /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/);
    assert(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
    assert(html.includes('<td>cart|1</td><td class="end">14</td>'));
  });
});

describe('an exported report', () => {
  const takenAt = '2026-11-25T14:02:11Z';
  const reports = { chain: chainReport(), timeline: timelineReport(), pods: podsReport() };
  for (const [name, { envelope, ...rest }] of Object.entries(reports)) {
    const fixed = { ...rest, envelope: { ...envelope, takenAt } };
    for (const [format, extension] of [
      ['markdown', 'md'],
      ['html', 'html'],
    ] as const)
      it(`of ${name} reads as a person has seen it in ${format}`, async () => {
        await goldenText(
          `exports/${name}.${extension}`,
          reportText(fixed, format, (word) => word),
        );
      });

    it(`of ${name} in JSON is the whole answer`, () => {
      assert.deepEqual(JSON.parse(reportText(fixed, 'json', (word) => word)), fixed.envelope);
    });
  }

  it('speaks the language of the person around the English of the cluster', () => {
    const text = reportText(report, 'markdown', (word) => `<${word}>`);
    assert.match(text, /## \\<Findings\\>\n\n### \\<Critical\\>: Service\/shop\/api/);
    assert.match(text, /\| \\<Hop\\> \|/);
    assert.match(text, /The selector matches nothing\./);
  });
});

describe('a report handed over to chat', () => {
  const question = chatQuestion(report, 'traceServiceChain');

  it('names the tool by its reference, its input, the context and what it answered', () => {
    assert(
      question.startsWith(
        '#traceServiceChain {"name":"api","namespace":"shop"} answered on context demo: “Service shop/api selects no pod',
      ),
    );
  });

  it('brings the findings with the field that decides and what could not be looked at, and not the whole answer', () => {
    const lines = question.split('\n');
    assert.equal(
      lines[1],
      '- critical, Service/shop/api: The selector matches nothing. (Service/shop/api spec.selector = {"app":"api"})',
    );
    assert.equal(lines[2], 'Could not look at: networkpolicies in shop (forbidden)');
    assert.doesNotMatch(question, /schemaVersion|apiVersion|takenAt/);
  });

  it('lets cluster text refer to nothing, break no line and not grow without end', () => {
    const long = `#file\n${'x'.repeat(5000)}`;
    const [finding] = report.envelope.findings;
    assert(finding !== undefined);
    const findings = Array.from({ length: 40 }, () => ({
      ...finding,
      message: long,
      object: { ...api, name: long },
      evidence: [{ object: api, path: long, value: long }],
    }));
    const gaps = Array.from({ length: 40 }, () => ({ wanted: long, because: 'forbidden' as const, hint: long }));
    const all = chatQuestion(
      { ...report, envelope: { ...report.envelope, headline: long, findings, gaps } },
      'traceServiceChain',
    );
    assert.equal(all.split('#').length, 2);
    assert.equal(all.split('\n').length, 9);
    assert(all.length < 6000, String(all.length));
    assert(all.includes('- and 35 more findings'));
  });
});
