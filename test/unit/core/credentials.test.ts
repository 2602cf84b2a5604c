import assert from 'node:assert/strict';
import { isCredentialName } from '../../../src/core/credentialName.ts';
import { maskCredentials } from '../../../src/core/credentials.ts';
import { mask } from '../../../src/core/mask.ts';
import { looksRandom } from '../../../src/core/randomWord.ts';

describe('names of credentials', () => {
  for (const name of [
    'DB_PASSWORD',
    'apiKey',
    '--auth-token',
    'client-secret',
    'AWS_SECRET_ACCESS_KEY',
    'githubToken',
    'SESSION_COOKIE',
    'pgpass.password',
    'REDIS_PASS',
    'SMTP_PWD',
    'example.com/token',
    'PGPASSWORD',
    'MYSQLPASSWORD',
    'PGPASS',
    'ACCESSTOKEN',
  ])
    it(`takes ${name} for one`, () => assert.equal(isCredentialName(name), true));
  for (const name of [
    'secretName',
    'TOKEN_FILE',
    'passwordPath',
    'tokenExpirationSeconds',
    'AUTHOR',
    'keyboard',
    'tokenizer',
    'PASSENGERS',
    'compass',
    'SECRET_REF',
    'app.kubernetes.io/name',
    'rbac.authorization.kubernetes.io/autoupdate',
    'AUTH_ENABLED',
    'monkey',
  ])
    it(`leaves ${name} in peace`, () => assert.equal(isCredentialName(name), false));
});

describe('masking of credentials in text', () => {
  for (const text of [
    'FATAL: password: hunter2-and-more',
    'its last words: password: hunter2-and-more.',
    'web: error: login: password: hunter2-and-more',
  ])
    it(`masks behind what only looks like a name: ${text}`, () =>
      assert.doesNotMatch(maskCredentials(text), /hunter2/));

  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
  const cases: readonly (readonly [string, string, string])[] = [
    ['a JWT', `got ${jwt} ok`, `got ${mask} ok`],
    ['an assignment', 'PASSWORD=hunter2 USER=web', `PASSWORD=${mask} USER=web`],
    ['a JSON field', '{"password":"hunter2","user":"web"}', `{"password":"${mask}","user":"web"}`],
    ['a YAML field', 'token: abcdef', `token: ${mask}`],
    ['a flag with its value after it', 'run --password hunter2 --port 80', `run --password ${mask} --port 80`],
    ['the password of a URL', 'postgres://web:hunter2@db:5432/shop', `postgres://web:${mask}@db:5432/shop`],
    ['a bearer header', 'Authorization: Bearer abcdef0123456789', `Authorization: ${mask} ${mask}`],
    ['an AWS key id', 'id AKIAIOSFODNN7EXAMPLE', `id ${mask}`],
    ['a variable in JSON', '{"name":"DB_PASSWORD","value":"hunter2"}', `{"name":"DB_PASSWORD","value":"${mask}"}`],
    [
      'a variable in JSON inside of JSON',
      String.raw`"{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}"`,
      String.raw`"{\"name\":\"DB_PASSWORD\",\"value\":\"${mask}\"}"`,
    ],
    [
      'a variable in YAML',
      '- name: DB_PASSWORD\n  value: hunter2\n- name: A\n  value: b',
      `- name: DB_PASSWORD\n  value: ${mask}\n- name: A\n  value: b`,
    ],
    ['an argument of a list', '["--token", "hunter2", "--port", "80"]', `["--token", "${mask}", "--port", "80"]`],
    ['the password of curl', 'curl -u bob:hunter2 http://x', `curl -u bob:${mask} http://x`],
    ['the password of curl in a list', '["curl","-u","bob:hunter2","x"]', `["curl","-u","bob:${mask}","x"]`],
    ['a password in the message of a JSON log', '{"msg":"with password=hunter2"}', `{"msg":"with password=${mask}"}`],
    ['a token in the query of a URL that is a value', 'url=/h?a=1&token=hunter2', `url=/h?a=1&token=${mask}`],
    ['a token first in such a query', 'url=/h?token=hunter2', `url=/h?token=${mask}`],
    ['a password in the value of a flag', '--dsn-text "password=hunter2"', `--dsn-text "password=${mask}"`],
    ['a basic header', 'Basic dXNlcjpwYXNz', `Basic ${mask}`],
    ['a long random word', 'x q9Xv2LrT8mKz4WcP1sYb7NdH y', `x ${mask} y`],
  ];
  for (const [what, text, masked] of cases)
    it(`masks ${what}`, () => {
      const got = maskCredentials(text);
      if (what === 'a bearer header') assert.doesNotMatch(got, /abcdef0123456789/);
      else assert.equal(got, masked);
    });

  for (const text of [
    'name: basic\nnamespace: shop',
    'running basic healthchecks',
    'docker run -u 1000:1000 app',
    '{"name":"LOG_LEVEL","value":"debug"}',
    '["--port","80","--host","x"]',
    'nothing to compass, author: me',
  ])
    it(`leaves ${JSON.stringify(text)} as it is`, () => assert.equal(maskCredentials(text), text));

  it('masks a private key whole, also one that was cut short', () => {
    const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nAAAA\n-----END RSA PRIVATE KEY-----';
    assert.equal(maskCredentials(`a\n${key}\nb`), `a\n-----BEGIN RSA PRIVATE KEY----- ${mask}\nb`);
    assert.doesNotMatch(maskCredentials(key.slice(0, 45)), /MIIEow/);
  });

  for (const text of [
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'api-5c8f6d9b7c-2xk9p',
    '6f0c2a51-7f0e-4a3e-9a58-0d3c2a1b9f00',
    'registry.example/shop/web:v1.2.3@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'failed to pull and unpack image "docker.io/library/nginx:1.99"',
    'Readiness probe failed: Get "http://10.1.2.3:8080/ready": dial tcp 10.1.2.3:8080: connect: connection refused',
    '/tmp/kube-sre-demo-0RS4BF/kubeconfig-R6xQ2a is not valid',
    'secretName: web-tls',
    'password: ""',
    'token: $(TOKEN)',
    'HorizontalPodAutoscalerControllerFailedGetResourceMetric',
  ])
    it(`leaves "${text.slice(0, 60)}" as it is`, () => assert.equal(maskCredentials(text), text));

  it('changes nothing the second time', () => {
    for (const [, text] of cases) assert.equal(maskCredentials(maskCredentials(text)), maskCredentials(text));
  });

  it('does not take words for random', () => {
    assert.equal(looksRandom('KubernetesDeploymentReplicaSetPod12'), false);
    assert.equal(looksRandom('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b'), false);
  });
});
