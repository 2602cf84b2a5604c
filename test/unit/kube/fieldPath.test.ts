import assert from 'node:assert/strict';
import { parseFieldPath, valueAt } from '../../../src/kube/fieldPath.ts';

describe('field paths', () => {
  const object = {
    spec: { containers: [{ name: 'web', image: 'web:1' }], replicas: 2 },
    metadata: { annotations: { 'a.b/c': 'x' } },
    data: { 'tls.crt': 'pem' },
  };
  const cases: readonly (readonly [string, unknown])[] = [
    ['spec.containers[0].image', 'web:1'],
    ['.spec.replicas', 2],
    ['{.spec.replicas}', 2],
    ['$.spec.replicas', 2],
    ["metadata.annotations['a.b/c']", 'x'],
    ['metadata.annotations["a.b/c"]', 'x'],
    ['metadata.annotations.a\\.b/c', 'x'],
    ['metadata.annotations.a.b/c', 'x'],
    ['data.tls.crt', 'pem'],
    ['spec.containers.[0].name', 'web'],
  ];
  for (const [path, expected] of cases)
    it(`follows ${path}`, () =>
      assert.deepEqual(valueAt(object, parseFieldPath(path) ?? []), { found: true, value: expected }));

  it('says how far it came and what is there instead', () => {
    assert.deepEqual(valueAt(object, ['spec', 'containers', '1']), {
      found: false,
      reached: '.spec.containers',
      choices: ['[0]'],
    });
    assert.deepEqual(valueAt(object, ['spec', 'replica']), {
      found: false,
      reached: '.spec',
      choices: ['containers', 'replicas'],
    });
  });
  it('does not reach what objects inherit', () => assert.equal(valueAt({}, ['constructor']).found, false));
  for (const path of ['', 'spec[', 'spec.containers[x]', 'spec]'])
    it(`takes ${JSON.stringify(path)} for no path`, () => assert.equal(parseFieldPath(path), undefined));
});
