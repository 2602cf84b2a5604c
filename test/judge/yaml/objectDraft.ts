import fc from 'fast-check';

export interface ObjectDraft {
  readonly kind: 'ConfigMap' | 'Widget' | 'Secret';
  readonly body: Readonly<Record<string, unknown>>;
}

/** Text that YAML could read as something else, that runs over lines, or that is of another script. */
const odd = fc.constantFrom(
  ...[
    '',
    ' ',
    'yes',
    'No',
    'on',
    'null',
    '~',
    'true',
    '1',
    '0x1f',
    '1e3',
    '010',
    '1_000',
    '1:30',
    '2026-01-02',
    '.5',
    '.inf',
    '=',
    '<<',
  ],
  ...[
    '- a',
    'a: b',
    'a #b',
    '#a',
    '"a"',
    "it's",
    '{a}',
    '[a]',
    '*a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a`',
    '|',
    '>',
    '?',
    ': ',
    'a:',
    '-',
    '---',
  ],
  ...[
    'a\nb',
    'a\nb\n',
    '\na',
    'a\n\n',
    '  a\n b',
    'a \nb',
    'a\tb',
    '\ta',
    'a  ',
    ' a',
    'x'.repeat(300),
    'word '.repeat(60),
  ],
  ...[
    'grüße',
    '中文 测试',
    '😀',
    'key=value\nother=value\n',
    '{"a": [1, 2]}\n',
    '#!/bin/sh\nset -e\n\techo hi\n',
    'C:\\dir',
    '\\n',
  ],
);

/** Without control characters, which we leave out of every answer. */
const text = fc.oneof(
  odd,
  odd,
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter(isPlain),
);

function isPlain(value: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(value);
}

/** Keys that name no credential: the value of such a one is masked. */
const key = fc.stringMatching(/^[a-f][a-f0-9._-]{0,6}$/).map((one) => `${one}0`);
const keys = fc.oneof(key, fc.constantFrom('a1', 'a10', 'a2', 'a02', 'A', 'b', 'B-1', 'B.1'));
const tree = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const annotations = fc.dictionary(key, text, { maxKeys: 3, noNullPrototype: true });

export const objectDraft: fc.Arbitrary<ObjectDraft> = fc.oneof(
  fc.record({
    kind: fc.constant('ConfigMap' as const),
    body: fc.record({
      metadata: fc.record({ annotations }),
      data: fc.dictionary(keys, text, { maxKeys: 5, noNullPrototype: true }),
    }),
  }),
  fc.record({
    kind: fc.constant('Widget' as const),
    body: fc.record({
      metadata: fc.record({ annotations }),
      spec: fc.dictionary(keys, tree, { maxKeys: 5, noNullPrototype: true }),
    }),
  }),
  fc.record({
    kind: fc.constant('Secret' as const),
    body: fc.record({
      metadata: fc.record({ annotations }),
      stringData: fc.dictionary(keys, text, { maxKeys: 3, noNullPrototype: true }),
    }),
  }),
);

/** A kind whose spec holds whatever there is. */
export const widgets = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.judge.test' },
  spec: {
    group: 'judge.test',
    scope: 'Namespaced',
    names: { plural: 'widgets', singular: 'widget', kind: 'Widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          },
        },
      },
    ],
  },
};
