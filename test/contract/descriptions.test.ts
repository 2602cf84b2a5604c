import assert from 'node:assert/strict';
import { encode } from 'gpt-tokenizer';
import { english } from '../../src/core/label.ts';
import { manifest } from '../../scripts/generate/manifest.ts';
import { ManifestTexts } from '../../scripts/generate/manifestTexts.ts';
import { isRecord } from '../../src/core/json.ts';
import { allTools } from '../../src/tools/allTools.ts';

const names = new Set(allTools.map(({ name }) => name));

describe('what the model is told', () => {
  for (const { name, modelDescription } of allTools) {
    it(`of ${name} is short`, () =>
      assert.ok(encode(modelDescription).length <= 110, `${encode(modelDescription).length} tokens`));

    it(`of ${name} names only tools that there are`, () => {
      const named = modelDescription.match(/\b[a-z]+(?:_[a-z]+){2,}\b/g) ?? [];
      assert.deepEqual(
        named.filter((one) => !names.has(one)),
        [],
      );
    });
  }

  it('takes at most 180 tokens a tool on average, schema included', () => {
    const total = allTools.map(
      ({ modelDescription, input }) => encode(modelDescription).length + encode(JSON.stringify(input)).length,
    );
    const average = total.reduce((sum, one) => sum + one, 0) / total.length;
    assert.ok(
      average <= 180,
      `${average.toFixed(0)} tokens: ${allTools.map(({ name }, index) => `${name} ${String(total[index])}`).join(', ')}`,
    );
  });
});

describe('tools', () => {
  it('have distinct names in snake_case and distinct titles', () => {
    assert.equal(names.size, allTools.length);
    assert.equal(new Set(allTools.map(({ title }) => english(title))).size, allTools.length);
    for (const name of names) assert.match(name, /^[a-z]+(_[a-z]+)+$/);
  });

  it('have tags that each stand once in the manifest', () => {
    const { contributes } = manifest({}, allTools, new ManifestTexts());
    assert.ok(isRecord(contributes) && Array.isArray(contributes.languageModelTools));
    const twice = contributes.languageModelTools.filter(isRecord).flatMap(({ name, tags }) => {
      assert.ok(Array.isArray(tags) && tags.length > 1, String(name));
      return tags.filter((tag, index) => tags.indexOf(tag) !== index).map((tag) => `${String(name)}: ${String(tag)}`);
    });
    assert.deepEqual(twice, []);
  });
});
