import assert from 'node:assert/strict';
import { maskCredentials } from '../../../src/core/credentials.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { mask } from '../../../src/core/mask.ts';
import { redact, redactObject } from '../../../src/core/redact.ts';
import { toYaml } from '../../../src/kube/yaml.ts';

/** As the YAML of an object is shown: once while it has its structure, once as text. */
const shown = (object: Parameters<typeof toYaml>[0]): string => {
  const { yaml } = redact({ yaml: toYaml(redactObject(object)) });
  return yaml;
};

const ofExternalSecrets = (data: JsonObject | JsonObject[], apiVersion = 'external-secrets.io/v1'): JsonObject => ({
  apiVersion,
  kind: 'ExternalSecret',
  metadata: { name: 'db' },
  spec: { data: Array.isArray(data) ? data : [data] },
});
const remoteRef = { key: 'prod/db', property: 'password' };

describe('a reference to a credential', () => {
  it('is shown in an object of External Secrets: the key that the Secret gets', () => {
    const yaml = shown(ofExternalSecrets({ secretKey: 'password', remoteRef }));
    assert.match(yaml, /secretKey: password/);
    assert.match(yaml, /key: prod\/db/);
    assert.match(
      shown(ofExternalSecrets({ match: { secretKey: 'DB_PASSWORD', remoteRef } })),
      /secretKey: DB_PASSWORD/,
    );
  });

  it('is shown as evidence of such an object', () => {
    const object = { apiVersion: 'external-secrets.io/v1beta1', kind: 'ExternalSecret', namespace: 'shop', name: 'db' };
    const evidence = { object, path: 'spec.data[0].secretKey', value: 'password' };
    assert.deepEqual(redact(evidence), evidence);
    for (const other of [
      { ...evidence, object: { ...object, apiVersion: 'example.com/v1' } },
      { ...evidence, path: 'spec.provider.secretKey' },
      { ...evidence, value: 'hunter2 hunter2' },
    ])
      assert.equal(redact(other).value, mask, JSON.stringify(other));
  });

  it('is shown by the names that Kubernetes has for it', () => {
    const object = {
      kind: 'Pod',
      volumes: [{ secret: { secretName: 'db-credentials' } }],
      env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }],
      imagePullSecrets: [{ name: 'registry-token' }],
    };
    assert.deepEqual(redactObject(object), object);
    assert.equal(maskCredentials(toYaml(object)), toYaml(object));
  });
});

describe('what only looks like a reference', () => {
  for (const [what, object] of [
    ['of another group', ofExternalSecrets({ secretKey: 'hunter', remoteRef }, 'example.com/v1')],
    [
      'of a group that begins alike',
      ofExternalSecrets({ secretKey: 'hunter', remoteRef }, 'external-secrets.io.evil/v1'),
    ],
    ['without a remoteRef beside it', ofExternalSecrets({ secretKey: 'hunter' })],
    ['with a remoteRef that is a text', ofExternalSecrets({ secretKey: 'hunter', remoteRef: 'x' })],
    ['with one in the entry before', ofExternalSecrets([{ remoteRef }, { secretKey: 'hunter' }])],
    [
      'with one at the end of the entry before',
      ofExternalSecrets([{ other: 'x', remoteRef }, { secretKey: 'hunter' }]),
    ],
    ['that is no name of a key', ofExternalSecrets({ secretKey: 'hunter hunter', remoteRef })],
    ['that mixes letters and digits', ofExternalSecrets({ secretKey: 'hunTer2x', remoteRef })],
    ['by another name', ofExternalSecrets({ secretAccessKey: 'hunter', remoteRef })],
  ] as const)
    it(`stays masked: a key ${what}`, () => {
      const yaml = shown(object);
      assert.match(yaml, /masked/);
      assert.doesNotMatch(yaml, /hun[tT]er/);
    });

  it('stays masked in free text, where the name of a Secret may be a credential as well', () => {
    for (const text of [
      'mounting secret: db-credentials',
      'secretKey: password',
      'remoteRef:\n  key: x\nsecretKey: hunter',
      'apiVersion: example.com/v1\nremoteRef:\n  key: x\nsecretKey: hunter',
      'log of apiVersion: external-secrets.io/v1\nremoteRef:\n  key: x\nsecretKey: hunter',
      'apiVersion: external-secrets.io/v1\nspec:\n  secretKey: hunter\n',
      'apiVersion: external-secrets.io/v1\ndata:\n- a: x\n  remoteRef:\n    key: y\n- secretKey: hunter',
    ])
      assert.match(maskCredentials(text), /(secret|secretKey): \[masked\]/, text);
  });

  it('takes no time that grows with the square of the text', () => {
    const entry = '  - remoteRef:\n      key: x\n    secretKey: password\n';
    const text = `apiVersion: external-secrets.io/v1\nspec:\n  data:\n${entry.repeat(20_000)}`;
    const started = Date.now();
    assert.equal(maskCredentials(text), text);
    assert.ok(Date.now() - started < 4000);
  });
});

describe('a taint and its toleration', () => {
  const toleration = { effect: 'NoSchedule', key: 'example.com/secret', operator: 'Equal', value: 'team-a' };
  const alone = { effect: 'NoExecute', key: 'token', value: 'gpu' };

  it('are shown with their value, whatever their key is called', () => {
    const object = { kind: 'Pod', spec: { tolerations: [toleration, alone], taints: [alone] } };
    assert.deepEqual(redact(object), object);
    assert.equal(shown(object), toYaml(object));
  });

  it('are shown as evidence', () => {
    const object = { apiVersion: 'v1', kind: 'Node', name: 'n' };
    for (const path of ['spec.taints', 'spec.template.spec.tolerations']) {
      const evidence = { object, path, value: [alone] };
      assert.deepEqual(redact(evidence), evidence);
      const single = { object, path: `${path}[0]`, value: alone };
      assert.deepEqual(redact(single), single);
    }
  });

  it('hide no variable of another list, of more fields or of another form of value', () => {
    const variable = { key: 'DB_PASSWORD', value: 'hunter' };
    for (const object of [
      { env: [variable] },
      { parameters: [variable] },
      { tolerations: [{ ...variable, secret: 'hunter' }] },
      { tolerations: [{ key: 'DB_PASSWORD', value: 'hunter/hunter' }] },
    ]) {
      assert.doesNotMatch(JSON.stringify(redactObject(object)), /hunter/);
      assert.doesNotMatch(shown(object), /hunter/);
    }
    assert.doesNotMatch(maskCredentials('- effect: Allow\n  key: DB_PASSWORD\n  value: hunter'), /hunter/);
    assert.doesNotMatch(maskCredentials('- key: DB_PASSWORD\n  value: hunter'), /hunter/);
  });
});
