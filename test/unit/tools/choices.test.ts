import assert from 'node:assert/strict';
import type { Clusters } from '../../../src/core/ports.ts';
import type { AnyTool } from '../../../src/core/tool.ts';
import { allTools } from '../../../src/tools/allTools.ts';
import { choicesFor } from '../../../src/tools/choices.ts';
import { promptsOf } from '../../../src/tools/prompts.ts';
import { memoryCluster, type MemoryWorld } from '../../support/memoryCluster.ts';

const objects = `
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: blog}}
---
{apiVersion: v1, kind: Service, metadata: {name: api, namespace: shop}}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: blog}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: cart, namespace: shop}}
---
apiVersion: v1
kind: Pod
metadata: {name: cart-1, namespace: shop}
spec: {containers: [{name: app}], initContainers: [{name: wait}]}
`;

function toolNamed(name: string): AnyTool {
  const tool = allTools.find((one) => one.name === name);
  assert.ok(tool !== undefined);
  return tool;
}

async function choices(
  tool: string,
  field: string,
  input: Record<string, unknown> = {},
  world: Partial<MemoryWorld> = {},
) {
  const cluster = memoryCluster({ objects, ...world });
  const clusters: Clusters = {
    open: () => Promise.resolve(cluster),
    contexts: () => Promise.resolve([]),
    dispose: () => undefined,
  };
  const found = await choicesFor(clusters, toolNamed(tool), field, input, new AbortController().signal, undefined);
  return found.map(({ value, description }) => (description === undefined ? value : `${value} (${description})`));
}

describe('choices for the palette', () => {
  it('are the namespaces', async () =>
    assert.deepEqual(await choices('list_kubernetes_pods', 'namespace'), ['blog', 'shop']));

  it('are the names of what the tool is about, with their namespaces where none was chosen', async () => {
    assert.deepEqual(await choices('trace_service_chain', 'name', { namespace: 'shop' }), ['api']);
    assert.deepEqual(await choices('trace_service_chain', 'name'), ['api (shop)', 'web (blog)']);
  });

  it('are the names of the kind that was chosen', async () => {
    const input = { kind: 'deploy', namespace: 'shop' };
    assert.deepEqual(await choices('get_kubernetes_resource_yaml', 'name', input), ['cart']);
  });

  it('are the containers of the pod that was chosen', async () => {
    const input = { namespace: 'shop', name: 'cart-1' };
    assert.deepEqual(await choices('get_kubernetes_pod_logs', 'container', input), ['app', 'wait (init)']);
  });

  it('are none where they may not be read, and the person types', async () => {
    assert.deepEqual(await choices('list_kubernetes_pods', 'namespace', {}, { forbidden: ['namespaces'] }), []);
  });
});

describe('prompts for the palette', () => {
  it('come from the schema: kind, namespace and name first, on which later choices rest', () => {
    const fields = promptsOf(toolNamed('get_kubernetes_resource_yaml')).map(({ field, required }) => [field, required]);
    assert.deepEqual(fields.slice(0, 3), [
      ['kind', true],
      ['namespace', false],
      ['name', true],
    ]);
  });

  it('offer the values of an enumeration, a yes or no, a number', () => {
    const prompts = promptsOf(toolNamed('get_kubernetes_pod_logs'));
    const how = Object.fromEntries(prompts.map((prompt) => [prompt.field, prompt.how]));
    assert.deepEqual(
      { severity: how.severity, previous: how.previous, tail: how.tail, name: how.name, grep: how.grep },
      { severity: 'enum', previous: 'flag', tail: 'number', name: 'pick', grep: 'text' },
    );
  });

  it('do not ask for a cursor or a context', () => {
    for (const tool of allTools)
      assert.ok(
        promptsOf(tool).every(({ field }) => field !== 'cursor' && field !== 'context'),
        tool.name,
      );
  });
});
