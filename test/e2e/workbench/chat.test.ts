import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isRecord } from '../../../src/core/json.ts';
import { checkEnvelope } from '../../support/checkEnvelope.ts';
import { textOf } from '../../support/vscodeHost/scriptedModel.ts';
import { chatAnswer, chatReady, sendChat } from '../../support/workbench/chat.ts';
import { openDemo, openKubeSre, type KubeSre } from './openKubeSre.ts';
import { pictureOfFailure } from './pictureOfFailure.ts';
import { traceThenQuote } from './traceThenQuote.ts';

const seed = '我的应用无法访问了，帮我排查一下';

describe('Copilot Chat with Kube SRE', () => {
  let kubeSre: KubeSre;

  before(async () => {
    kubeSre = await openKubeSre({ script: traceThenQuote({ name: 'api', namespace: 'shop' }) });
    await openDemo(kubeSre.page);
    await chatReady(kubeSre.page);
    await sendChat(kubeSre.page, seed);
  });
  afterEach(async function () {
    await pictureOfFailure(this, kubeSre);
  });
  after(async () => kubeSre.stop());

  it('answers the question of an unreachable application with the cause', async () => {
    const { page, picture } = kubeSre;
    const answer = await chatAnswer(page, '原因找到了');
    assert.match(await answer.innerText(), /selects no pod/);
    await picture('chat');
  });

  it('is sent the question as it was asked, and every tool as the manifest describes it', () => {
    const [request] = kubeSre.requests.filter(({ tools }) => (tools ?? []).length > 0);
    assert.ok(request);
    assert.ok(request.messages.some((message) => message.role === 'user' && textOf(message).includes(seed)));
    const offered = new Map((request.tools ?? []).map((tool) => [tool.function.name, tool.function]));
    for (const { name, modelDescription, inputSchema } of manifestTools()) {
      const tool = offered.get(String(name));
      assert.ok(tool, `${String(name)} is not offered`);
      assert.equal(tool.description, modelDescription);
      assert.deepEqual(tool.parameters, inputSchema);
    }
  });

  it('gives the model the envelope, within its budget', () => {
    const given = kubeSre.requests.map(({ messages }) => messages.at(-1)).find((message) => message?.role === 'tool');
    const envelope = checkEnvelope(JSON.parse(textOf(given)));
    assert.equal(envelope.tool, 'trace_service_chain');
    assert.equal(envelope.verdict, 'broken');
    assert.equal(envelope.findings[0]?.rule, 'service/selector-matches-nothing');
    assert.ok(Buffer.byteLength(textOf(given)) <= 6000);
  });
});

function manifestTools(): readonly Readonly<Record<string, unknown>>[] {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const contributes = isRecord(manifest) && isRecord(manifest.contributes) ? manifest.contributes : {};
  const tools = Array.isArray(contributes.languageModelTools) ? contributes.languageModelTools.filter(isRecord) : [];
  assert.ok(tools.length >= 7);
  return tools;
}
