import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.ts';
import { contentHash } from '../../../../src/kube/revisions/contentHash.ts';
import { contentThen, lastContentWrite } from '../../../../src/kube/revisions/contentThen.ts';
import { referencesOf } from '../../../../src/kube/revisions/referencesOf.ts';

const madeAt = '2026-11-25T10:00:00Z';

function configMap(time: string | undefined, fields: object = { 'f:data': {} }, more: JsonObject = {}): JsonObject {
  const entry = { manager: 'helm', time: time ?? '', fieldsV1: { ...fields } };
  return {
    metadata: {
      creationTimestamp: '2026-11-01T00:00:00Z',
      ...(time === undefined ? {} : { managedFields: [entry] }),
      ...more,
    },
  };
}

describe('What is known of a content when a revision was made', () => {
  for (const [what, object, then] of [
    ['written later', configMap('2026-11-25T10:00:01Z'), 'changed after this revision was made'],
    ['written before', configMap('2026-11-25T09:00:00Z'), 'as now'],
    ['only labelled later', configMap('2026-11-25T11:00:00Z', { 'f:metadata': {} }), 'content then: not known'],
    ['without managedFields', configMap(undefined), 'content then: not known'],
    [
      'made anew later',
      configMap(undefined, {}, { creationTimestamp: '2026-11-25T12:00:00Z' }),
      'changed after this revision was made',
    ],
  ] as const)
    it(`is "${then}" for what was ${what}`, () => assert.equal(contentThen(object, madeAt), then));

  it('is not known where it is not known when the revision was made', () => {
    assert.equal(contentThen(configMap('2026-11-25T09:00:00Z'), undefined), 'content then: not known');
  });

  it('goes by the last of several writers', () => {
    const entries = ['2026-11-25T09:00:00Z', '2026-11-25T11:00:00Z', '2026-11-25T10:00:00Z'].map((time, index) => ({
      manager: `m${index}`,
      time,
      fieldsV1: { 'f:data': {} },
    }));
    assert.deepEqual(lastContentWrite({ metadata: { managedFields: entries } }), {
      at: Date.parse('2026-11-25T11:00:00Z'),
      by: 'm1',
    });
  });
});

describe('The hash of a ConfigMap', () => {
  it('is of all that it holds, whatever the order, and of whose salt it is', () => {
    const hash = contentHash({ data: { a: '1', b: '2' } }, 'salt');
    assert.equal(contentHash({ data: { b: '2', a: '1' } }, 'salt'), hash);
    assert.notEqual(contentHash({ data: { a: '1', b: '3' } }, 'salt'), hash);
    assert.notEqual(contentHash({ binaryData: { a: '1', b: '2' } }, 'salt'), hash);
    assert.notEqual(contentHash({ data: { a: '1', b: '2' } }, 'other'), hash);
  });
});

describe('The ConfigMaps and Secrets of two templates', () => {
  it('are those of both, each once, and which of them refers to it', () => {
    const spec = (...names: readonly string[]): JsonObject => ({
      spec: { containers: [{ name: 'c', envFrom: names.map((name) => ({ configMapRef: { name } })) }] },
    });
    assert.deepEqual(
      referencesOf(spec('a', 'b', 'kube-root-ca.crt'), spec('c', 'b')).map(({ name, before, after }) => [
        name,
        before,
        after,
      ]),
      [
        ['c', false, true],
        ['b', true, true],
        ['a', true, false],
      ],
    );
  });
});
