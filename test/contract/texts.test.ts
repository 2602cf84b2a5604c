import assert from 'node:assert/strict';
import { collectTexts } from '../../scripts/texts/collectTexts.ts';
import { chineseTexts } from '../../scripts/texts/chineseTexts.ts';
import { textProblems } from '../../scripts/texts/textProblems.ts';
import { root } from '../support/sourceImports.ts';

describe('texts for people', () => {
  it('are literals where they are said, so that they can be collected', () => {
    const { texts, unknown } = collectTexts(root);
    assert.deepEqual(unknown, []);
    assert.ok(texts.size > 200, `${texts.size} texts were found`);
  });

  for (const [file, problems] of Object.entries(chineseTexts(root)))
    it(`are all in ${file}, and nothing else is (npm run texts lists what is not)`, () => {
      assert.deepEqual(problems, { missing: [], unused: [], wrong: [] });
    });

  it('are found missing, unused and untranslated', () => {
    const texts = new Map([
      ['Pods of {0}', 'Pods of {0}'],
      ['Retry', 'Retry'],
      ['YAML', 'YAML'],
      ['Run `{0}`', 'Run `{0}`'],
      ['Age', 'Age'],
    ]);
    const translated = { 'Pods of {0}': '的 Pod', Retry: 'Retry', YAML: 'YAML', 'Run `{0}`': '运行 `{0}`', Old: '旧' };
    assert.deepEqual(textProblems(texts, translated, new Set(['YAML'])), {
      missing: ['Age'],
      unused: ['Old'],
      wrong: ['Pods of {0}', 'Retry'],
    });
  });
});
