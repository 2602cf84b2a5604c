import assert from 'node:assert/strict';
import { load } from 'js-yaml';
import fc from 'fast-check';
import { compareKeys, toYaml } from '../../../src/kube/yaml.ts';

describe('YAML as kubectl prints it', () => {
  it('sorts keys, numbers in them by their value', () => {
    const yaml = toYaml({ b: 1, n10: 1, n9: 1, a: { z: 1, B: 1 }, '10': 'x', '9': 'y' });
    assert.equal(yaml, '"9": "y"\n"10": x\na:\n  B: 1\n  z: 1\nb: 1\nn9: 1\nn10: 1\n');
  });
  it('does not indent lists, and keeps lines of text as lines', () => {
    assert.equal(toYaml({ args: ['x', 'y'], text: 'one\ntwo\n' }), 'args:\n- x\n- "y"\ntext: |\n  one\n  two\n');
  });
  it('quotes what would be read as another type', () => {
    assert.equal(toYaml({ a: 'true', b: '007', c: 'on', d: '' }), 'a: "true"\nb: "007"\nc: "on"\nd: ""\n');
  });
  it('reads back as what it was, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        // JSON has no -0, YAML has
        assert.deepEqual(JSON.parse(JSON.stringify(load(toYaml(value)))), plain);
      }),
      { numRuns: 50 },
    );
  });
  it('orders keys without contradiction', () => {
    const key = fc.string({ unit: fc.constantFrom('a', 'B', '1', '2', '0', '.', '-', '/') });
    fc.assert(
      fc.property(key, key, (a, b) => {
        assert.equal(Math.sign(compareKeys(a, b)), -Math.sign(compareKeys(b, a)) + 0);
        assert.equal(compareKeys(a, b) === 0, a === b);
      }),
      { numRuns: 500 },
    );
  });
});
