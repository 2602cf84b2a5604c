import assert from 'node:assert/strict';
import fc from 'fast-check';
import { serviceNameOf } from '../../../src/kube/clusterNames.ts';
import { gatewayHostCovers, hostnamesIntersect, ingressHostCovers } from '../../../src/kube/hosts.ts';
import { pathCovers } from '../../../src/kube/httpPaths.ts';

const word = fc.stringMatching(/^[a-z]{1,4}$/);
const host = fc.array(word, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
const pattern = fc.oneof(
  host,
  host.map((name) => `*.${name}`),
);

describe('hosts of an Ingress', () => {
  it('follow the table of the API reference', () => {
    const table: readonly [string | undefined, string, boolean][] = [
      ['*.foo.com', 'bar.foo.com', true],
      ['*.foo.com', 'baz.bar.foo.com', false],
      ['*.foo.com', 'foo.com', false],
      ['foo.com', 'FOO.com', true],
      ['foo.com', 'bar.foo.com', false],
      [undefined, 'anything', true],
      ['', 'anything', true],
    ];
    for (const [wanted, asked, covers] of table)
      assert.equal(ingressHostCovers(wanted, asked), covers, `${wanted} ${asked}`);
  });
});

describe('host names of the Gateway API', () => {
  it('have wildcards of one label or more', () => {
    assert.ok(gatewayHostCovers('*.example.com', 'test.example.com'));
    assert.ok(gatewayHostCovers('*.example.com', 'foo.test.example.com'));
    assert.ok(!gatewayHostCovers('*.example.com', 'example.com'));
    assert.ok(!gatewayHostCovers('*.example.com', 'badexample.com'));
  });

  it('intersect alike from both sides', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        assert.equal(hostnamesIntersect(a, b), hostnamesIntersect(b, a));
      }),
    );
  });

  it('intersect where some host fits both', () => {
    fc.assert(
      fc.property(pattern, pattern, host, (a, b, asked) => {
        if (gatewayHostCovers(a, asked) && gatewayHostCovers(b, asked)) assert.ok(hostnamesIntersect(a, b));
      }),
    );
    assert.ok(hostnamesIntersect('*.example.com', '*.test.example.com'));
    assert.ok(!hostnamesIntersect('*.example.com', '*.example.org'));
    assert.ok(!hostnamesIntersect('*.example.com', 'example.com'));
  });

  it('cover no less than the hosts of an Ingress do', () => {
    fc.assert(
      fc.property(pattern, host, (wanted, asked) => {
        if (ingressHostCovers(wanted, asked)) assert.ok(gatewayHostCovers(wanted, asked));
      }),
    );
  });
});

describe('paths', () => {
  it('follow the table of the Ingress documentation', () => {
    const table: readonly [string, string, string, boolean][] = [
      ['Prefix', '/', '/anything', true],
      ['Exact', '/foo', '/foo', true],
      ['Exact', '/foo', '/bar', false],
      ['Exact', '/foo', '/foo/', false],
      ['Exact', '/foo/', '/foo', false],
      ['Prefix', '/foo', '/foo/', true],
      ['Prefix', '/foo/', '/foo', true],
      ['Prefix', '/foo/', '/foo/', true],
      ['Prefix', '/aaa/bb', '/aaa/bbb', false],
      ['Prefix', '/aaa/bbb', '/aaa/bbb', true],
      ['Prefix', '/aaa/bbb/', '/aaa/bbb', true],
      ['Prefix', '/aaa/bbb', '/aaa/bbb/', true],
      ['Prefix', '/aaa/bbb', '/aaa/bbb/ccc', true],
      ['Prefix', '/aaa/bbb', '/aaa/bbbxyz', false],
    ];
    for (const [type, path, asked, covers] of table)
      assert.equal(pathCovers({ path, type }, asked), covers, `${type} ${path} ${asked}`);
  });

  it('are never run as regular expressions', () => {
    const evil = { path: '/(a+)+$', type: 'RegularExpression' };
    assert.ok(pathCovers(evil, `/${'a'.repeat(50_000)}!`));
    assert.ok(!pathCovers({ path: '/api(/|$)(.*)', type: 'ImplementationSpecific' }, '/web'));
    assert.ok(pathCovers({ path: '/api(/|$)(.*)', type: 'ImplementationSpecific' }, '/api/carts'));
  });
});

describe('names of the cluster’s DNS', () => {
  const table: Readonly<Record<string, ReturnType<typeof serviceNameOf>>> = {
    api: { name: 'api', namespace: undefined, qualified: false },
    'api.shop': { name: 'api', namespace: 'shop', qualified: false },
    'api.shop.svc': { name: 'api', namespace: 'shop', qualified: true },
    'api.shop.svc.cluster.local': { name: 'api', namespace: 'shop', qualified: true },
    'API.shop.svc.cluster.local.': { name: 'api', namespace: 'shop', qualified: true },
    'db-0.db.shop.svc.cluster.local': { name: 'db', namespace: 'shop', qualified: true },
    'www.shop.example': undefined,
  };
  for (const [name, wanted] of Object.entries(table))
    it(`reads ${name}`, () => {
      assert.deepEqual(serviceNameOf(name), wanted);
    });
});
