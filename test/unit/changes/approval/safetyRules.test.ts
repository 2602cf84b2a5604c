import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { safetyRules } from '../../../../src/changes/approval/safetyRules.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../support/process/temporaryFolder.ts';

describe('safety.json', () => {
  let folder: TemporaryFolder;
  beforeEach(() => (folder = temporaryFolder('kube-sre-safety')));
  afterEach(() => folder.remove());

  const read = async (text: string) => {
    await writeFile(path.join(folder.path, 'safety.json'), text);
    return safetyRules(folder.path);
  };

  it('is read as it stands, and need not be there', async () => {
    assert.deepEqual(await safetyRules(folder.path), {});
    const rules = { protectedContexts: ['eu-*'], protectedNamespaces: ['billing'] };
    for (const approvalHook of [{ command: ['/bin/freeze', '', 'a b'] }, { url: 'https://freeze.example/ask' }])
      assert.deepEqual(await read(JSON.stringify({ ...rules, approvalHook })), { ...rules, approvalHook });
  });

  for (const [what, text, words] of [
    [
      'a key that is misspelt',
      '{"aprovalHook":{}}',
      [/aprovalHook/, /protectedContexts, protectedNamespaces, approvalHook/],
    ],
    ['a name in the place of a list', '{"protectedContexts":"eu"}', [/protectedContexts/, /a list of names/]],
    ['an empty name', '{"protectedNamespaces":[""]}', [/protectedNamespaces/, /a list of names/]],
    ['a shell line as the hook', '{"approvalHook":{"command":"rm -rf /"}}', [/approvalHook/, /"command": \[.*"url": /]],
    ['a hook without a program', '{"approvalHook":{"command":[]}}', [/approvalHook/, /"command": \[/]],
    ['a hook whose program has no name', '{"approvalHook":{"command":[""]}}', [/approvalHook/, /"command": \[/]],
    [
      'a hook with a key beside',
      '{"approvalHook":{"url":"https://a","timeout":3}}',
      [/approvalHook/, /nothing beside/],
    ],
    ['a hook at another kind of address', '{"approvalHook":{"url":"ftp://a"}}', [/approvalHook/, /https:/]],
    ['a hook at no address', '{"approvalHook":{"url":"http://"}}', [/approvalHook/, /https:/]],
    ['a list', '[]', [/has to be one object/]],
    ['no JSON', '{', [/is no JSON \(.+\)/]],
  ] as const)
    it(`says which key is wrong and what it takes: ${what}`, async () => {
      await assert.rejects(read(text), (error: Error) => {
        assert.ok(error.message.startsWith(path.join(folder.path, 'safety.json')), error.message);
        for (const one of words) assert.match(error.message, one);
        assert.doesNotMatch(error.message, /schema|required propert/);
        return true;
      });
    });

  it('says why it cannot be read', async () => {
    await mkdir(path.join(folder.path, 'safety.json'));
    await assert.rejects(safetyRules(folder.path), /cannot be read \(EISDIR/);
  });
});
