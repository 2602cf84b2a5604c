import assert from 'node:assert/strict';
import { withoutIcons, withoutLinks } from '../../../src/hosts/vscode/plainText.ts';

describe('cluster text in the editor’s own controls', () => {
  it('draws no icon', () => {
    assert.equal(withoutIcons('$(flame) a $(sync~spin)'), '\\$(flame) a \\$(sync~spin)');
  });

  it('stays as it is where nothing would be drawn', () => {
    for (const text of ['shop', '$', '$(', '$(echo a)', 'a $b (c)']) assert.equal(withoutIcons(text), text);
  });

  it('makes no link, and so runs no command', () => {
    assert.equal(
      withoutLinks('[Log in](command:x) [a](https://b.example)'),
      '[Log in] (command:x) [a] (https://b.example)',
    );
    assert.equal(withoutLinks('containers[0] (app)'), 'containers[0] (app)');
  });
});
