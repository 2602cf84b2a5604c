import Type from 'typebox';

/**
 * The inputs that tools share, spelled the same everywhere. A tool takes the ones it needs:
 * `Type.Object({ ...inputs.context, ...inputs.namespace, limit: … }, closed)`.
 */
export const inputs = {
  context: { context: Type.Optional(Type.String({ description: 'Kubeconfig context; default: the active one.' })) },
  namespace: { namespace: Type.Optional(Type.String({ description: 'Namespace; "*" or absent: all.' })) },
  name: { name: Type.String({ description: 'Name of the object.' }) },
  optionalName: { name: Type.Optional(Type.String({ description: 'Name of the object.' })) },
  kind: { kind: Type.String({ description: 'Kind, plural or short name: Deployment, deploy, ingresses.' }) },
  container: { container: Type.Optional(Type.String({ description: 'Container; absent: all.' })) },
  labelSelector: { labelSelector: Type.Optional(Type.String({ description: 'As kubectl -l: app=web,tier!=db.' })) },
  fieldSelector: { fieldSelector: Type.Optional(Type.String({ description: 'As kubectl --field-selector.' })) },
  since: {
    since: Type.Optional(Type.String({ description: '15m, 6h, 2d or an RFC 3339 time.', pattern: sincePattern() })),
  },
  limit: { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'Default 50.' })) },
  cursor: { cursor: Type.Optional(Type.String({ description: 'From page.cursor of the answer before.' })) },
};

/** No field but the ones named: a misspelt one is an error and not a silent default. */
export const closed = { additionalProperties: false } as const;

function sincePattern(): string {
  return '^([0-9]+[smhd]|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+))$';
}
