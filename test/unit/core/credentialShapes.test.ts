import assert from 'node:assert/strict';
import { credentialName } from '../../../src/core/credentialName.ts';
import { maskCredentials } from '../../../src/core/credentials.ts';
import { redact, redactObject } from '../../../src/core/redact.ts';

/** What must not be seen again: a word that looks like none, so that a shape or a name has to tell. */
const x = 'crSECRET1';
const jsonIn = (value: unknown, depth: number): string =>
  depth === 0 ? JSON.stringify(value) : JSON.stringify(jsonIn(value, depth - 1));

const names = [
  ...[
    'STRIPE_KEY',
    'GITHUB_PAT',
    'ROOT_PW',
    'CREDS',
    'OAUTH',
    'WEBHOOK_SIGNING',
    'ACCESS_CODE',
    'passwords',
    'apiKeys',
  ],
  ...['DB_PASSWORD', 'clientSecret', 'SENDGRID_KEY', 'tokens', 'LICENSE_KEY', 'AWS_SECRET_ACCESS_KEY', 'db.creds'],
];

/** Texts with a credential, by what tells of it. */
const texts: Readonly<Record<string, string>> = {
  'a signed address': `https://a.blob.core.windows.net/c/b?sv=2024&sig=${x}%3D`,
  'a signed address that an encoder has escaped': `"https://a.example/b?sv=1\\u0026sig=${x}"`,
  'a block of YAML': `user: web\npassword: |\n  ${x}\nport: 80`,
  'a folded block of YAML': `password: >-\n    ${x}\n    ${x}\n`,
  'a block of YAML inside of another': `config: |\n  password: |-\n    ${x}\n`,
  'a block of YAML with lines of any indent': `a:\n  password: |\n    y\n      z: ${x}\n\n    ${x}\n  port: 80`,
  'a block of YAML that is not indented': `password: |\n${x}\nport: 80`,
  'a directive of Redis': `maxmemory 1gb\nrequirepass ${x}\n`,
  'a directive with a blank': `user web\npasswd ${x}\n`,
  'an element of XML': `<user>web</user><password>${x}</password>`,
  'an element of XML with a longer name': `<dbPassword>${x}</dbPassword>`,
  mysql: `mysql -h db -u root -p${x} shop`,
  'mysql in a list': `["mysqldump","-h","db","-p${x}"]`,
  'redis-cli': `redis-cli -h redis -a ${x} ping`,
  sshpass: `sshpass -p ${x} ssh web@host`,
  'a short flag': `run --pw ${x} --port 80`,
  'cookies after the first': `Cookie: theme=dark; session=${x}`,
  'a password of several words': `user: web\n  db.password: correct horse ${x}\nport: 80`,
  Chinese: `密码: ${x}`,
  'Chinese with its own colon': `登录令牌：${x}，重试`,
  'a list in JSON': `{"passwords":["${x}","${x}2"]}`,
  'a list in YAML': `passwords: [${x}, other${x}]`,
  'lines of YAML': `passwords:\n  - ${x}\n  - ${x}\nport: 80`,
  'an object in JSON': `{"clientSecret":{"value":"${x}"}}`,
  'an object in YAML': `clientSecret:\n  value: ${x}\n`,
  'a pair with a key': `- key: password\n  value: ${x}`,
  'a pair with a key in JSON': `{"key":"password","value":"${x}"}`,
  'an authorization with a short value': `Authorization: Bearer ${x.slice(0, 7)}ECRET1`,
  'a name after a sentence': `login failed with password: ${x} for web`,
  'a token after a sentence': `2026-11-25 got token: ${x} from cache`,
  ...Object.fromEntries(
    [1, 2, 3, 4, 5].map((depth) => [`JSON ${depth} deep`, `applied ${jsonIn({ db: { password: x } }, depth)} now`]),
  ),
  ...Object.fromEntries(names.map((name) => [`${name} assigned`, `export ${name}=${x}`])),
  ...Object.fromEntries(names.map((name) => [`${name} in JSON`, `{"a":1,"${name}":"${x}"}`])),
};

/** Objects of others with a credential in one of their fields. */
const objects: Readonly<Record<string, unknown>> = {
  'a field': { spec: { password: x } },
  'a field of a field': { spec: { auth: { token: x, credentials: { pass: x } } } },
  'a basic login': { spec: { basicAuth: { username: 'web', password: x } } },
  'attributes of a volume': { spec: { csi: { volumeAttributes: { password: x } } } },
  'a list': { spec: { passwords: [x], apiKeys: [x, x] } },
  'an object with the value': { spec: { clientSecret: { value: x } } },
  'a pair with a key': { spec: { settings: [{ key: 'password', value: x }] } },
  'a map of a ConfigMap': { data: { passwords: `${x}\n${x}` } },
  ...Object.fromEntries(names.map((name) => [`a variable ${name}`, { env: [{ name, value: x }] }])),
  ...Object.fromEntries(
    [0, 1, 2, 3, 4, 8].map((depth) => [
      `a variable with JSON ${depth} deep`,
      {
        metadata: {
          annotations: { applied: jsonIn({ env: [{ name: 'JSON', value: `{"db":{"password":"${x}"}}` }] }, depth) },
        },
      },
    ]),
  ),
};

/** Sentences and fields in which a word stands that is also a credential's name. */
const innocent = [
  'review selfsubjectaccessreviews.authorization.k8s.io: the server does not accept the credential',
  'review selfsubjectaccessreviews.authorization.k8s.io: server does not accept the credential',
  'rbac.authorization.kubernetes.io/autoupdate: "true"',
  'failed to fetch token: serviceaccounts "web-5c8f" not found',
  'certificate for secret: web is invalid',
  'certificate for secret: shop/web-tls is invalid',
  'certificate for secret: "web-tls" is invalid',
  '401 Authorization: Unauthorized',
  '401 Authorization: Required',
  'spec.password: Required value',
  'password: Required value of the field',
  'cookie: none',
  'data.token: Invalid value: "x": must be text',
  'the token: not found in the cache',
  'PRIMARY_KEY=id PARTITION_KEY=tenant12 SORT_KEY=created2',
  'topologyKey: kubernetes.io/hostname',
  'topologyKey: topology.k8s.io/zone',
  'secretKeyRef:\n  key: password1\n  name: web2',
  '- key: app1\n  operator: In',
  'publicKey: abc123def',
  'label-key: example2.com/team',
  'tokens: 53422, max_tokens=8192',
  'nginx.ingress.kubernetes.io/auth-realm: "Authentication Required"',
  'nginx.ingress.kubernetes.io/auth-type: basic',
  'authentication: enabled',
  'auth: disabled',
  'passwd file not found',
  '密码错误：请重试',
  '密码：不能为空',
  'mysql -h db -u root -p shop2',
  'imagePullSecrets: [regcred1]',
  'imagePullSecrets:\n- name: regcred1\n',
  'secrets:\n- name: web-token-1\n',
  'code: NotFound, signing: true',
  'the key: value pairs of a selector',
  'error code: 403, conn: 12, path=/tmp/key2',
  '<secretName>web1</secretName>',
  'https://app.example/?signature_version=4&signed=true',
];

const innocentObjects: readonly unknown[] = [
  { spec: { affinity: { topologyKey: 'topology.kubernetes.io/zone1' } } },
  { env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db1', key: 'password1' } } }] },
  { spec: { volumes: [{ secret: { secretName: 'web1', items: [{ key: 'token1', path: 'token1' }] } }] } },
  { spec: { matchExpressions: [{ key: 'app1', operator: 'In', values: ['web1'] }] } },
  { metadata: { labels: { 'example.com/token': 'web1', secret: 'shop1' } } },
  { metadata: { annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' } } },
  { spec: { automountServiceAccountToken: false, tokenExpirationSeconds: 3600 } },
  { imagePullSecrets: [{ name: 'regcred1' }], secrets: [{ name: 'web1' }] },
  { spec: { primaryKey: 'id1', publicKey: 'abc123def' } },
  { metadata: { managedFields: [{ fieldsV1: { 'f:password': {}, 'f:secretKeyRef': { '.': {} } } }] } },
];

describe('every shape of a credential', () => {
  for (const [what, text] of Object.entries(texts))
    it(`is masked: ${what}`, () => {
      assert.ok(text.includes(x.slice(0, 7)));
      const masked = maskCredentials(text);
      assert.ok(!masked.includes('SECRET1'), masked);
      assert.ok(!redact(text).includes('SECRET1'));
      assert.equal(maskCredentials(masked), masked);
    });

  for (const [what, object] of Object.entries(objects))
    it(`is masked in an object: ${what}`, () => {
      const masked = JSON.stringify(redactObject(object));
      assert.ok(!masked.includes('SECRET1'), masked);
    });

  it('is masked in an object where it is a number', () => {
    assert.ok(!JSON.stringify(redactObject({ spec: { password: 712345678 } })).includes('712345678'));
    assert.deepEqual(redactObject({ spec: { tokens: 712345678, secretSize: 12345 } }), {
      spec: { tokens: 712345678, secretSize: 12345 },
    });
  });

  it('is masked where a field was cut out of its object', () => {
    const at = { apiVersion: 'v1', kind: 'X', name: 'x' };
    for (const path of ['spec.password', "metadata.annotations['example.com/token']", 'spec.passwords[0]'])
      assert.ok(!JSON.stringify(redact({ object: at, path, value: x })).includes(x), path);
    for (const value of [{ password: x }, [{ password: x }], { a: { auth: { token: x } } }])
      assert.ok(!JSON.stringify(redact({ object: at, path: 'spec', value })).includes(x));
  });
});

describe('what only looks like a credential', () => {
  for (const text of innocent)
    it(`stays: ${JSON.stringify(text.slice(0, 70))}`, () => {
      assert.equal(maskCredentials(text), text);
      assert.equal(redact(text), text);
    });

  for (const object of innocentObjects)
    it(`stays in an object: ${JSON.stringify(object).slice(0, 70)}`, () => {
      assert.deepEqual(redactObject(object), object);
    });

  for (const name of ['PRIMARY_KEY', 'partitionKey', 'PUBLIC_KEY', 'topologyKey', 'key', 'secretKeyRef', 'TOKEN_URL'])
    it(`has the name ${name}`, () => {
      assert.equal(credentialName(name), 'none');
    });
});

describe('a word of megabytes', () => {
  for (const [what, text] of Object.entries({
    'one letter': 'a'.repeat(8_000_000),
    'letters and digits': 'aB3'.repeat(2_700_000),
    'a quoted value': `"password":"${'x y'.repeat(2_700_000)}"`,
    'a beginning of a key': `-----BEGIN PRIVATE KEY-----${'a'.repeat(8_000_000)}`,
    'half a token': `eyJ${'a'.repeat(8_000_000)}`,
  }))
    it(`is looked through whole: ${what}`, () => {
      assert.equal(typeof redact(text), 'string');
    });
});
