import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { Compile } from 'typebox/compile';
import { ruleExample } from '../../scripts/generate/ruleExamples.ts';
import { checkInput } from '../../src/core/checkInput.ts';
import { allRules } from '../../src/rules/allRules.ts';
import { fixesOf } from '../../src/rules/fixesOf.ts';
import { allTools } from '../../src/tools/allTools.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('A fix that a rule declares', () => {
  const fixing = allRules.filter(({ fix }) => fix !== undefined);

  it('is there at all', () => {
    assert.ok(fixing.length > 0);
  });

  for (const rule of fixing)
    it(`is of ${rule.id} a tool that writes, which takes the finding's object for its input`, async () => {
      const { fix } = rule;
      const tool = allTools.find(({ name }) => name === fix?.tool);
      assert.ok(fix !== undefined && tool !== undefined);
      assert.notEqual(tool.risk, 'read');
      const { finding } = await ruleExample(rule, root);
      const meant = { ...finding, severity: fix.severity ?? finding.severity };
      const shown = fix.shownBy === undefined ? [] : [{ object: finding.object, path: fix.shownBy, value: 1 }];
      const [offered] = fixesOf([{ ...meant, evidence: [...meant.evidence, ...shown] }], allRules);
      assert.equal(offered?.tool, fix.tool);
      const checked = checkInput(tool.input, Compile(tool.input), { ...offered.input, context: 'demo' });
      assert.deepEqual(checked.ok ? [] : checked.problems, []);
      assert.deepEqual(offered.input.name, finding.object.name);
    });
});
