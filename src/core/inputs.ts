import Type from 'typebox';

/**
 * The inputs that tools share, spelled the same everywhere. A tool takes the ones it needs:
 * `Type.Object({ ...inputs.context, ...inputs.namespace, limit: … }, closed)`.
 */
export const inputs = {
  context: { context: Type.Optional(Type.String()) },
  namespace: { namespace: Type.Optional(Type.String({ description: '"*" or absent: all.' })) },
  /** Of what is to be changed: never guessed, and never all. */
  oneNamespace: { namespace: Type.String({ pattern: '^[^*]+$' }) },
  name: { name: Type.String() },
  optionalName: { name: Type.Optional(Type.String()) },
  kind: { kind: Type.String({ description: 'Kind, plural or short name.' }) },
  container: { container: Type.Optional(Type.String({ description: 'Absent: all.' })) },
  labelSelector: { labelSelector: Type.Optional(Type.String()) },
  fieldSelector: { fieldSelector: Type.Optional(Type.String()) },
  since: {
    since: Type.Optional(Type.String({ description: '15m, 6h, 2d or RFC 3339.', pattern: sincePattern() })),
  },
  limit: { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })) },
  cursor: { cursor: Type.Optional(Type.String()) },
};

/** No field but the ones named: a misspelt one is an error and not a silent default. */
export const closed = { additionalProperties: false } as const;

function sincePattern(): string {
  return '^(\\d+[smhd]|\\d{4}-.+)$';
}
