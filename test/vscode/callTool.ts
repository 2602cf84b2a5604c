import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Envelope } from '../../src/core/envelope.ts';
import { checkEnvelope } from '../support/checkEnvelope.ts';

/** Invokes a tool as chat does; its answer, checked against the published schema. */
export async function callTool(name: string, input: object): Promise<Envelope> {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  const [part, ...others] = result.content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  assert.equal(others.length, 0);
  const answer = checkEnvelope(JSON.parse(part.value));
  assert.equal(answer.tool, name);
  return answer;
}
