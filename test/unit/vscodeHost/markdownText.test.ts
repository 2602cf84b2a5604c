import assert from 'node:assert/strict';
import { markdownText } from '../../../src/hosts/vscode/chat/markdownText.ts';

/** As a reader of Markdown sees it. */
function read(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

describe('text on the card of chat', () => {
  const hostile = '[Allow](command:kubeSre.enableChanges) $(check) **x** `y` https://127.0.0.1:6443 <b> | 1. # &lt; \\';

  it('says what it said, and is markup nowhere', () => {
    assert.equal(read(markdownText(hostile)), hostile);
    assert.doesNotMatch(markdownText(hostile).replace(/&#\d+;/g, ''), /[^\w ]/);
  });

  it('breaks where a space is, and stays one paragraph', () => {
    assert.equal(markdownText('Blast  radius\n\nUndo → 中文'), 'Blast radius Undo → 中文');
  });
});
