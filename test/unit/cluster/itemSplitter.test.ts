import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ItemSplitter, type ListMetadata } from '../../../src/cluster/itemSplitter.ts';
import { TransportFault } from '../../../src/cluster/transportFault.ts';

interface Split {
  readonly items: readonly unknown[];
  readonly metadata: readonly ListMetadata[];
}

function split(chunks: readonly Buffer[]): Split {
  const items: unknown[] = [];
  const metadata: ListMetadata[] = [];
  const splitter = new ItemSplitter({
    onItem: (item) => items.push(item),
    onMetadata: (one) => metadata.push(one),
  });
  for (const chunk of chunks) splitter.write(chunk);
  splitter.end();
  return { items, metadata };
}

function chunksOf(text: string, sizes: readonly number[]): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

const awkward = fc.constantFrom(
  '"',
  '\\',
  '\\"',
  '}]',
  '{',
  '"managedFields":[',
  'x"managedFields',
  '"items":[',
  'é漢😀',
  '\n',
  ',{"metadata":{',
  '',
);
const someText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  awkward,
  fc.tuple(awkward, awkward).map((two) => two.join('')),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    someText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(
        fc.constantFrom('a', 'name', 'f:x'),
        someText.filter((key) => key !== '__proto__' && key !== 'managedFields'),
      ),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
}));

const object = fc.dictionary(fc.constantFrom('name', 'labels', 'f:x', 'k:{}'), value, { maxKeys: 3 });
const item = fc
  .record({ before: object, fields: fc.option(fc.array(object, { maxLength: 2 })), after: object, spec: value })
  .map(({ before, fields, after, spec }) => ({
    metadata: { ...before, ...(fields === null ? {} : { managedFields: fields }), ...after },
    spec,
  }));

const list = fc
  .record({
    items: fc.array(item, { maxLength: 4 }),
    token: fc.option(someText.filter((text) => text !== '')),
    remaining: fc.option(fc.nat()),
    order: fc.constantFrom('typed', 'custom'),
    space: fc.constantFrom(undefined, 1),
  })
  .map(({ items, token, remaining, order, space }) => {
    const metadata = {
      resourceVersion: '7',
      ...(token === null ? {} : { continue: token }),
      ...(remaining === null ? {} : { remainingItemCount: remaining }),
    };
    const body =
      order === 'typed'
        ? { kind: 'L', apiVersion: 'v1', metadata, items }
        : { apiVersion: 'v1', items, kind: 'L', metadata };
    return { text: `${JSON.stringify(body, null, space)}\n`, items, token, remaining, compact: space === undefined };
  });

describe('the item splitter', () => {
  it('gives what JSON.parse gives, less managedFields, however the bytes are cut', () => {
    fc.assert(
      fc.property(list, fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 }), (one, sizes) => {
        const { items, metadata } = split(chunksOf(one.text, sizes));
        const wanted: unknown = JSON.parse(one.text);
        const expected = one.items.map(({ metadata: { managedFields, ...rest }, spec }) => ({
          // Pretty-printed text keeps them: no server of Kubernetes writes it, and projections drop them anyway
          metadata: one.compact || managedFields === undefined ? rest : { ...rest, managedFields },
          spec,
        }));
        assert.deepEqual(items, JSON.parse(JSON.stringify(expected)));
        assert.ok(wanted !== undefined);
        assert.deepEqual(metadata, [
          {
            resourceVersion: '7',
            ...(one.token === null ? {} : { continueToken: one.token }),
            ...(one.remaining === null ? {} : { remaining: one.remaining }),
          },
        ]);
      }),
      { numRuns: 600 },
    );
  });

  it('refuses items that are no objects, wherever they stand and however the bytes are cut', () => {
    const strange = fc.constantFrom('"a"', '"{}"', 'null', '7', 'true', '[]', '[{}]', '[[{"a":1}]]', '"\\""');
    const good = fc.array(item, { maxLength: 2 }).map((items) => items.map((one) => JSON.stringify(one)));
    fc.assert(
      fc.property(good, strange, good, fc.integer({ min: 1, max: 60 }), (before, bad, after, size) => {
        const text = `{"kind":"L","metadata":{},"items":[${[...before, bad, ...after].join(',')}]}`;
        assert.throws(
          () => split(chunksOf(text, [size])),
          (error) => error instanceof TransportFault && error.kind === 'badBody',
        );
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a list without metadata: nobody could tell whether there is more', () => {
    for (const text of ['{"kind":"L","items":[]}', '{"kind":"PodList"}', '{"kind":"L","metadata":7,"items":[{}]}'])
      assert.throws(
        () => split([Buffer.from(text)]),
        (error) => error instanceof TransportFault && error.kind === 'badBody',
      );
  });

  it('refuses every body that was cut, wherever', () => {
    fc.assert(
      fc.property(list, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (one, part) => {
        const text = one.text.trimEnd();
        const bytes = Buffer.from(text);
        const cut = bytes.subarray(0, Math.floor(part * (bytes.length - 1)));
        assert.throws(
          () => split([cut]),
          (error) => error instanceof TransportFault && error.kind === 'bodyCut',
        );
      }),
      { numRuns: 400 },
    );
  });

  it('tells the metadata of a typed list before its first item', () => {
    const order: string[] = [];
    const splitter = new ItemSplitter({ onItem: () => order.push('item'), onMetadata: () => order.push('metadata') });
    splitter.write(Buffer.from('{"kind":"PodList","metadata":{"resourceVersion":"1","continue":"t"},"items":[{"a":1}'));
    assert.deepEqual(order, ['metadata', 'item']);
  });

  it('takes null for an empty list, as Go writes it', () => {
    const { items, metadata } = split([
      Buffer.from('{"kind":"PodList","metadata":{"resourceVersion":"3"},"items":null}'),
    ]);
    assert.deepEqual(items, []);
    assert.deepEqual(metadata, [{ resourceVersion: '3' }]);
  });

  const wrong: readonly (readonly [string, string])[] = [
    ['an object that is no list', '{"kind":"Pod","metadata":{}}'],
    ['items of another type', '{"kind":"PodList","items":"none"}'],
    ['a web page', '<!doctype html><html><body>Log in</body></html>'],
    ['an item that is no JSON', '{"kind":"PodList","metadata":{},"items":[{"a":tru}]}'],
    ['brackets that do not match', '{"kind":"PodList","metadata":{},"items":[{"a":1]]}'],
    ['words', 'no healthy upstream'],
  ];
  for (const [what, text] of wrong)
    it(`refuses ${what}`, () => {
      assert.throws(
        () => split([Buffer.from(text)]),
        (error) => error instanceof TransportFault && error.kind === 'badBody',
      );
    });

  it('does not keep growing for a body that never becomes a list', () => {
    const splitter = new ItemSplitter({ onItem: () => undefined, onMetadata: () => undefined });
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    assert.throws(() => {
      for (let megabyte = 0; megabyte < 6; megabyte += 1) splitter.write(chunk);
    }, TransportFault);
  });
});
