import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Envelope } from '../../src/core/envelope.ts';
import { isRecord } from '../../src/core/json.ts';
import { demoQuestion } from '../support/demoQuestion.ts';
import type { InputSchema } from '../support/inputsFor.ts';
import { callTool } from './callTool.ts';
import { contributed } from './extensionUnderTest.ts';

describe('The tools over the demo cluster', () => {
  before(async () => {
    await vscode.commands.executeCommand('kubeSre.openDemo');
  });

  it('verify_kubernetes_connection names the server', async () => {
    const answer = await callTool('verify_kubernetes_connection', {});
    assert.equal(answer.context, 'demo');
    assert.match(JSON.stringify(answer.data), /1\.\d+/);
  });

  it('list_kubernetes_pods gives the pods of the shop, the sick ones among them', async () => {
    const answer = await callTool('list_kubernetes_pods', { namespace: 'shop' });
    const statuses = podsOf(answer).map(({ status }) => status);
    assert.ok(statuses.includes('Pending'));
    assert.ok(statuses.includes('Running'));
    assert.ok(statuses.some((status) => status === 'CrashLoopBackOff' || status === 'OOMKilled'));
    assert.notEqual(answer.verdict, 'healthy');
  });

  it('list_kubernetes_events gives what happened in the shop', async () => {
    const answer = await callTool('list_kubernetes_events', { namespace: 'shop' });
    assert.match(JSON.stringify(answer.data), /BackOff|FailedScheduling/);
  });

  it('get_kubernetes_resource_yaml gives the Service with its selector', async () => {
    const answer = await callTool('get_kubernetes_resource_yaml', { kind: 'Service', namespace: 'shop', name: 'api' });
    assert.equal(answer.verdict, 'answered');
    assert.match(JSON.stringify(answer.data), /selector:/);
  });

  it('get_kubernetes_pod_logs gives the log of a pod', async () => {
    const cart = podsOf(await callTool('list_kubernetes_pods', { namespace: 'shop' })).find(({ name }) =>
      String(name).startsWith('cart-'),
    );
    const answer = await callTool('get_kubernetes_pod_logs', { namespace: 'shop', name: String(cart?.name) });
    assert.equal(answer.verdict, 'answered');
    assert.ok(JSON.stringify(answer.data).length > 100);
  });

  it('trace_service_chain finds the selector that matches nothing', async () => {
    const answer = await callTool('trace_service_chain', { namespace: 'shop', name: 'api' });
    assert.equal(answer.verdict, 'broken');
    assert.equal(answer.findings[0]?.rule, 'service/selector-matches-nothing');
  });

  it('get_resource_events_timeline puts the story of the cart in order', async () => {
    const answer = await callTool('get_resource_events_timeline', {
      kind: 'Deployment',
      namespace: 'shop',
      name: 'cart',
    });
    assert.equal(answer.error, undefined);
    assert.match(JSON.stringify(answer.data), /OOMKilled/);
  });

  it('names every wrong field and the nearest right one', async () => {
    const answer = await callTool('trace_service_chain', { nmae: 'api', namspace: 'shop' });
    assert.equal(answer.error?.code, 'bad_input');
    assert.match(answer.error.message, /nmae.*name.*namspace.*namespace/);
  });

  it('refuses a tool whose group is switched off, and takes it again', async () => {
    const settings = vscode.workspace.getConfiguration('kubeSre.tools');
    await settings.update('tracing', false, vscode.ConfigurationTarget.Global);
    try {
      const answer = await callTool('trace_service_chain', { namespace: 'shop', name: 'api' });
      assert.equal(answer.verdict, 'blocked');
      assert.equal(answer.blockedBy, 'disabled');
      assert.match(answer.headline, /kubeSre\.tools\.tracing/);
    } finally {
      await settings.update('tracing', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.equal((await callTool('trace_service_chain', { namespace: 'shop', name: 'api' })).error, undefined);
  });

  for (const { name, inputSchema } of contributed('languageModelTools')) {
    it(`${String(name)} answers here`, async () => {
      const question = await demoQuestion(schemaOf(inputSchema), (input) => callTool(String(name), input));
      assert.ok(question !== undefined);
    });
  }
});

function schemaOf(schema: unknown): InputSchema {
  assert.ok(isRecord(schema) && isRecord(schema.properties));
  const { required } = schema;
  return { properties: schema.properties, required: Array.isArray(required) ? required.map(String) : [] };
}

function podsOf(answer: Envelope): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(answer.data?.pods) ? answer.data.pods.filter(isRecord) : [];
}
