import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../support/sourceImports.ts';

const kilobytes = (file: string): number => Math.ceil(statSync(path.join(root, file)).size / 1024);

describe('the bundles', () => {
  for (const [file, limit] of [
    ['dist/extension.js', 150],
    ['dist/engine.js', 1200],
    ['dist/mcp.js', 300],
  ] as const)
    it(`${file} is at most ${limit} KB`, () => assert.ok(kilobytes(file) <= limit, `${kilobytes(file)} KB`));

  it('the extension loads nothing of Kubernetes by itself', () => {
    const text = readFileSync(path.join(root, 'dist/extension.js'), 'utf8');
    assert.doesNotMatch(text, /node:https|exec-credential|EndpointSlice|typebox/i);
  });

  it('the command line loads the Model Context Protocol for its one command alone', () => {
    const text = readFileSync(path.join(root, 'dist/cli.js'), 'utf8');
    assert.match(text, /require\("\.\/mcp\.js"\)/);
    assert.doesNotMatch(text, /jsonrpc/);
    assert.doesNotMatch(
      readFileSync(path.join(root, 'dist/mcp.js'), 'utf8'),
      /require\("\.\/(engine|cluster|demo)\.js"\)/,
    );
  });
});
