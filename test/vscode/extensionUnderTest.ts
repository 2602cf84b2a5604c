import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isRecord } from '../../src/core/json.ts';

export const extensionId = 'kube-sre.kube-sre';

export interface ManifestTool {
  readonly name: string;
  readonly modelDescription: string;
  readonly inputSchema: unknown;
  readonly when: string;
}

export function extensionUnderTest(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension<unknown>(extensionId);
  assert.ok(extension, `${extensionId} is not installed`);
  return extension;
}

/** The entries of `contributes.<point>` in the manifest that the editor loaded, texts resolved. */
export function contributed(point: string): readonly Readonly<Record<string, unknown>>[] {
  const manifest: unknown = extensionUnderTest().packageJSON;
  const contributes = isRecord(manifest) && isRecord(manifest.contributes) ? manifest.contributes : {};
  const entries = contributes[point];
  assert.ok(Array.isArray(entries), `the manifest contributes no ${point}`);
  return entries.filter(isRecord);
}
