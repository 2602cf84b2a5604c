import assert from 'node:assert/strict';
import fc from 'fast-check';
import { documentParts, documentTarget } from '../../../src/hosts/vscode/documents/documentPath.ts';

describe('the address of an object’s document', () => {
  const api = { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api' };

  it('names context, namespace, kind and name', () => {
    const { path, query } = documentParts({ context: 'demo', object: api });
    assert.equal(path, '/demo/shop/Service/api.yaml');
    assert.equal(query, 'apiVersion=v1');
  });

  it('leads back to the object for any context, also for what has no namespace', () => {
    const name = fc.stringMatching(/^[a-z0-9]([a-z0-9.:-]{0,20}[a-z0-9])?$/);
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.option(name), name, (context, namespace, own) => {
        const object = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', name: own };
        const target = { context, object: namespace === null ? object : { ...object, namespace } };
        const { path, query } = documentParts(target);
        assert.deepEqual(documentTarget(path, query), target);
      }),
      { seed: 3 },
    );
  });

  it('refuses what is no address of an object', () => {
    assert.equal(documentTarget('/demo/shop/api.yaml', 'apiVersion=v1'), undefined);
    assert.equal(documentTarget('/demo/shop/Service/api.json', 'apiVersion=v1'), undefined);
    assert.equal(documentTarget('/demo/shop/Service/api.yaml', ''), undefined);
    assert.equal(documentTarget('/demo/%E0%A4%A/Service/api.yaml', 'apiVersion=v1'), undefined);
  });
});
