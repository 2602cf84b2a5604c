import assert from 'node:assert/strict';
import { escapeHtml, reportHtml } from '../../../src/hosts/vscode/panels/reportHtml.ts';
import { callKey, parseMessage, parseSaved, viewFor } from '../../../src/hosts/vscode/panels/parseMessage.ts';

describe('the page of a report', () => {
  const html = reportHtml({
    cspSource: 'https://*.vscode-cdn.net',
    scriptUri: 'https://file/report.js',
    styleUri: 'https://file/report.css',
    nonce: 'abc123',
    title: '"><script>alert(1)</script>',
    language: 'en',
  });
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';

  it('forbids everything but its own script and style', () => {
    assert.match(policy, /^default-src &#39;none&#39;; script-src &#39;nonce-abc123&#39;; style-src https:/);
    assert.doesNotMatch(policy, /unsafe|connect-src|img-src|\*(?!\.vscode-cdn)/);
  });

  it('has one script with the nonce and nothing inline', () => {
    assert.deepEqual(html.match(/<script[^>]*>/g), ['<script nonce="abc123" src="https://file/report.js">']);
    assert.doesNotMatch(html, /<style|style=|\son\w+=/);
  });

  it('escapes what it is told', () => {
    assert.ok(html.includes('<title>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>'));
    assert.equal(escapeHtml(`<a href="x">'&'</a>`), '&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;');
  });
});

describe('a message of a view', () => {
  const object = { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api' };

  it('is taken where it is one of the known ones', () => {
    const messages = [
      { type: 'ready' },
      { type: 'runAgain' },
      { type: 'switchContext' },
      { type: 'askCopilot' },
      { type: 'openJson' },
      { type: 'openDiff' },
      { type: 'export', format: 'html' },
      { type: 'exportSvg', svg: '<svg/>' },
      { type: 'openYaml', object, path: 'spec.selector' },
      { type: 'openYaml', object },
      { type: 'reveal', object },
      { type: 'call', tool: 'list_kubernetes_pods', input: { namespace: 'shop' } },
      { type: 'saveState', state: { zoom: 2 } },
    ];
    for (const message of messages) assert.deepEqual(parseMessage(message), message);
  });

  it('is dropped where it is anything else', () => {
    const others: unknown[] = [
      undefined,
      null,
      'ready',
      [],
      {},
      { type: 'run' },
      { type: 'export', format: 'exe' },
      { type: 'exportSvg' },
      { type: 'openYaml', object: { kind: 'Service' } },
      { type: 'reveal' },
      { type: 'call', tool: 'x' },
      { type: 'call', tool: 'x', input: [] },
    ];
    for (const other of others) assert.equal(parseMessage(other), undefined, JSON.stringify(other));
  });

  it('carries no more than it should', () => {
    assert.deepEqual(parseMessage({ type: 'reveal', object: { ...object, extra: 1 }, more: 2 }), {
      type: 'reveal',
      object,
    });
  });
});

describe('a kept report', () => {
  it('is a call that can be made again', () => {
    const call = { view: 'serviceChain', tool: 'trace_service_chain', input: { name: 'api' } };
    assert.deepEqual(parseSaved({ call, state: { zoom: 2 } }), { call, state: { zoom: 2 } });
    for (const broken of [
      undefined,
      {},
      { call: {} },
      { call: { ...call, view: 'other' } },
      { call: { ...call, input: 1 } },
    ])
      assert.equal(parseSaved(broken), undefined);
  });

  it('shares its tab with an equal call, whatever the order of the fields', () => {
    assert.equal(callKey({ tool: 't', input: { a: 1, b: 2 } }), callKey({ tool: 't', input: { b: 2, a: 1 } }));
    assert.notEqual(callKey({ tool: 't', input: { a: 1 } }), callKey({ tool: 't', input: { a: 2 } }));
    assert.notEqual(callKey({ tool: 't', input: {} }), callKey({ tool: 'u', input: {} }));
  });

  it('is drawn in the view of its drawing', () => {
    assert.equal(viewFor('trace_service_chain'), 'serviceChain');
    assert.equal(viewFor('get_resource_events_timeline'), 'timeline');
    assert.equal(viewFor('compare_deployment_revisions'), 'revisionDiff');
    assert.equal(viewFor('list_kubernetes_pods'), 'report');
  });
});
