import assert from 'node:assert/strict';
import { isKubeError } from '../../src/core/kubeError.ts';
import { requiredInputs } from '../../src/core/requiredInputs.ts';
import { logPathOf, pathOf } from '../../src/cluster/apiPaths.ts';
import { deployment } from '../../src/kube/kinds/deployment.ts';
import { namespace } from '../../src/kube/kinds/namespace.ts';
import { allTools } from '../../src/tools/allTools.ts';
import { memoryCluster } from '../support/memoryCluster.ts';
import { testRunner } from '../support/testRunner.ts';

/** What the API server takes for no segment of a path: each would have another object, or a list, read instead. */
const noNames = ['.', '..', '../secrets', 'web/log', '/', 'web%2f..', '%2e', '%2E%2e', 'web\n', '\u0000', 'a\u007fb'];
const nameInputs = ['name', 'namespace', 'container', 'node'];

describe('an input that is no name', () => {
  const cases = allTools.flatMap((tool) =>
    Object.keys(tool.input.properties)
      .filter((field) => nameInputs.includes(field))
      .map((field) => ({ tool, field })),
  );

  it('is tried on every input of every tool that is one', () => {
    assert.ok(cases.length > 15, String(cases.length));
  });

  for (const { tool, field } of cases)
    it(`is refused as ${field} of ${tool.name} before anything is read`, async () => {
      const cluster = memoryCluster({ objects: [] });
      const runner = testRunner(cluster);
      const others = Object.fromEntries(requiredInputs(tool.input).map((required) => [required, 'web']));
      for (const value of noNames) {
        const { envelope } = await runner.call(tool.name, { ...others, [field]: value }, { surface: 'test' });
        assert.equal(envelope.error?.code, 'bad_input', JSON.stringify(value));
        assert.match(envelope.error.message, new RegExp(`${field}: `));
      }
      assert.deepEqual(cluster.reads, []);
    });
});

describe('a path of the API', () => {
  for (const wrong of [...noNames, ''])
    it(`is not made of ${JSON.stringify(wrong)}`, () => {
      const place = { operation: 'get', resource: 'deployments.apps' } as const;
      const isRefusal = (error: unknown): boolean => isKubeError(error) && error.facts.code === 'bad_input';
      assert.throws(() => pathOf(deployment, 'v1', { ...place, namespace: wrong, name: 'web' }), isRefusal);
      assert.throws(() => pathOf(deployment, 'v1', { ...place, namespace: 'shop', name: wrong }), isRefusal);
      assert.throws(() => pathOf(namespace, 'v1', { ...place, name: wrong }), isRefusal);
      assert.throws(() => logPathOf(wrong, 'web', place), isRefusal);
      assert.throws(() => logPathOf('shop', wrong, place), isRefusal);
    });

  it('takes the odd names that there are', () => {
    const place = { operation: 'get', namespace: 'shop', name: 'system:web..1' } as const;
    assert.equal(pathOf(deployment, 'v1', place), '/apis/apps/v1/namespaces/shop/deployments/system%3Aweb..1');
  });
});
