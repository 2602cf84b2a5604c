import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root, sourceFiles } from '../support/sourceImports.ts';

const shipped = [...sourceFiles('src'), ...sourceFiles('webview')];
const lines = (file: string): number => readFileSync(path.join(root, file), 'utf8').split('\n').length - 1;

describe('files', () => {
  it('are small: half of them under 80 lines, none over 350', () => {
    const sizes = shipped.map(lines).sort((a, b) => a - b);
    assert.ok(
      (sizes[Math.floor(sizes.length / 2)] ?? 0) < 80,
      `the median file has ${sizes[Math.floor(sizes.length / 2)]} lines`,
    );
    assert.deepEqual(
      shipped.filter((file) => lines(file) > 350),
      [],
    );
  });

  it('are not called utils, helpers or common', () => {
    assert.deepEqual(
      shipped.filter((file) => /(^|\/)(utils?|helpers?|common|misc)\b/i.test(file)),
      [],
    );
  });

  it('do not silence the compiler', () => {
    const silenced = /@ts-(ignore|nocheck|expect-error)|\bas any\b|: any(\[\])?\s*[;,)=>{|]|<any[>,]/;
    assert.deepEqual(
      shipped.filter((file) => silenced.test(readFileSync(path.join(root, file), 'utf8'))),
      [],
    );
  });
});
