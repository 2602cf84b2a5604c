import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { yamlLine } from '../../../src/hosts/vscode/documents/yamlLine.ts';

const service = `apiVersion: v1
kind: Service
metadata:
  name: api
  annotations:
    app.kubernetes.io/name: api
    note: |
      spec:
        selector: not this one
    "with: colon": x
spec:
  # ports come first
  ports:
    - name: http
      port: 80
      targetPort: web
    - name: admin
      port: 81
  selector:
    app: api
  clusterIPs:
  - 10.0.0.1
  - 10.0.0.2
`;

describe('the line of a field in YAML', () => {
  const at = (path: string): string | undefined => service.split('\n')[yamlLine(service, path)];

  it('finds a field by its dotted path', () => {
    assert.equal(at('spec.selector'), '  selector:');
    assert.equal(at('spec.selector.app'), '    app: api');
    assert.equal(at('metadata.name'), '  name: api');
  });

  it('counts into lists, whose first field stands beside the dash', () => {
    assert.equal(at('spec.ports[0].name'), '    - name: http');
    assert.equal(at('spec.ports[0].targetPort'), '      targetPort: web');
    assert.equal(at('spec.ports[1].port'), '      port: 81');
  });

  it('bears lists at the indentation of their key', () => {
    assert.equal(at('spec.clusterIPs[1]'), '  - 10.0.0.2');
  });

  it('takes keys that hold dots, bare, quoted or escaped', () => {
    const line = '    app.kubernetes.io/name: api';
    assert.equal(at('metadata.annotations.app.kubernetes.io/name'), line);
    assert.equal(at('metadata.annotations["app.kubernetes.io/name"]'), line);
    assert.equal(at("metadata.annotations['app.kubernetes.io/name']"), line);
    assert.equal(at('metadata.annotations.app\\.kubernetes\\.io/name'), line);
    assert.equal(at('metadata.annotations.with: colon'), '    "with: colon": x');
  });

  it('gives the nearest enclosing field where the field is absent', () => {
    assert.equal(at('spec.selector.tier'), '  selector:');
    assert.equal(at('spec.ports[0].protocol'), '    - name: http');
    assert.equal(at('status.loadBalancer'), 'apiVersion: v1');
  });

  it('is not misled by the text of a block scalar', () => {
    assert.equal(at('spec'), 'spec:');
  });

  it('finds every scalar of generated objects, as js-yaml writes them', () => {
    const key = fc.stringMatching(/^[a-z][A-Za-z0-9./-]{0,8}$/);
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        fc.stringMatching(/^[a-z]{1,6}( [a-z]{1,6})?(\n[a-z]{1,6})?$/),
        fc.dictionary(key, tie('node'), { minKeys: 1, maxKeys: 4 }),
        fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 4 }), fc.nat(), (object, pick) => {
        const marked = marks(object);
        const text = dump(marked.object);
        const path = marked.paths[pick % marked.paths.length];
        assert(path !== undefined);
        const lines = text.split('\n');
        const wanted = lines.findIndex((line) => line.includes(`mark${marked.paths.indexOf(path)}x`));
        assert.equal(lines[yamlLine(text, path)], lines[wanted], `${path} in\n${text}`);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

/** The object with each scalar replaced by a text of its own, and the path of each. */
function marks(object: unknown): { object: unknown; paths: string[] } {
  const paths: string[] = [];
  const walk = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((one, index) => walk(one, `${path}[${index}]`));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [
          key,
          walk(one, /[./]/.test(key) ? `${path}["${key}"]` : `${path}${path === '' ? '' : '.'}${key}`),
        ]),
      );
    paths.push(path);
    return `mark${paths.length - 1}x`;
  };
  return { object: walk(object, ''), paths };
}
