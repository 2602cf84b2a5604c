import assert from 'node:assert/strict';
import { isKubeError } from '../../../src/core/kubeError.ts';
import type { Clusters } from '../../../src/core/ports.ts';
import type { AnyTool } from '../../../src/core/tool.ts';
import { allTools } from '../../../src/tools/allTools.ts';
import { choicesFor } from '../../../src/tools/choices.ts';
import { promptsOf } from '../../../src/tools/prompts.ts';
import { ownerOf, replicaSetOf } from '../kube/revisions/rollingWorld.ts';
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

  it('are the pods of a namespace with the words of kubectl, the sick ones first', async () => {
    const sick = `
apiVersion: v1
kind: Pod
metadata: {name: web-1, namespace: shop, creationTimestamp: '2026-01-01T00:00:00Z'}
spec: {nodeName: node-1, containers: [{name: web}]}
status:
  phase: Running
  containerStatuses: [{name: web, restartCount: 9, state: {waiting: {reason: CrashLoopBackOff}}}]
---
apiVersion: v1
kind: Pod
metadata: {name: api-1, namespace: shop, creationTimestamp: '2026-01-01T00:00:00Z'}
spec: {nodeName: node-1, containers: [{name: api}]}
status:
  phase: Running
  conditions: [{type: Ready, status: 'True'}]
  containerStatuses: [{name: api, ready: true, restartCount: 0, state: {running: {}}}]
`;
    const lines = ['web-1 (CrashLoopBackOff · 9↺)', 'api-1 (Running)'];
    const world = { objects: sick };
    assert.deepEqual(await choices('get_pod_crash_report', 'name', { namespace: 'shop' }, world), lines);
    const byKind = { kind: 'po', namespace: 'shop' };
    assert.deepEqual(await choices('get_kubernetes_resource_yaml', 'name', byKind, world), lines);
    assert.deepEqual(await choices('get_pod_crash_report', 'name', {}, world), ['api-1 (shop)', 'web-1 (shop)']);
  });

  it('are the containers of the pod that was chosen', async () => {
    const input = { namespace: 'shop', name: 'cart-1' };
    assert.deepEqual(await choices('get_kubernetes_pod_logs', 'container', input), ['app', 'wait (init)']);
  });

  it('end with the reason where they may not be read, which the person is told', async () => {
    await assert.rejects(
      choices('list_kubernetes_pods', 'namespace', {}, { forbidden: ['namespaces'] }),
      (error) => isKubeError(error) && error.facts.code === 'forbidden',
    );
  });

  it('are the revisions of the workload that was chosen, the newest first, with what they are known by', async () => {
    const world = {
      objects: [
        ownerOf('Deployment', 'cart:2'),
        replicaSetOf({ number: 1, image: 'cart:1', createdAt: '2026-11-24T14:00:00Z' }),
        replicaSetOf({
          number: 2,
          image: 'cart:2',
          createdAt: '2026-11-25T13:30:00Z',
          annotations: { 'kubernetes.io/change-cause': 'release 2' },
        }),
      ],
    };
    const input = { name: 'cart', namespace: 'shop' };
    assert.deepEqual(await choices('compare_deployment_revisions', 'from', input, world), [
      '2 (current · 30m · release 2 · cart:2)',
      '1 (24h · cart:1)',
    ]);
    assert.deepEqual(await choices('compare_deployment_revisions', 'to', {}, world), []);
  });

  it('end with words for a person, and not with those of a clock, where they do not come in time', async () => {
    const never: Clusters = {
      open: (_, signal) =>
        new Promise((_resolve, reject) => {
          const keepAlive = setTimeout(() => reject(new Error('it was not ended')), 1000);
          signal.addEventListener('abort', () => {
            clearTimeout(keepAlive);
            reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
          });
        }),
      contexts: () => Promise.resolve([]),
      dispose: () => undefined,
    };
    await assert.rejects(
      choicesFor(never, toolNamed('list_kubernetes_pods'), 'namespace', {}, AbortSignal.timeout(10), undefined),
      (error) => isKubeError(error) && error.facts.headline === 'the cluster did not answer in time',
    );
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

  it('know the kind whose names they ask for, so that its absence can be told by name', () => {
    const kinds = (tool: string): unknown[] =>
      promptsOf(toolNamed(tool)).flatMap(({ field, kind }) => (kind === undefined ? [] : [[field, kind]]));
    assert.deepEqual(kinds('trace_service_chain'), [['name', 'Service']]);
    assert.deepEqual(kinds('get_kubernetes_resource_yaml'), []);
  });

  it('offer the values of an enumeration, a yes or no, a number', () => {
    const prompts = promptsOf(toolNamed('get_kubernetes_pod_logs'));
    const how = Object.fromEntries(prompts.map((prompt) => [prompt.field, prompt.how]));
    assert.deepEqual(
      { severity: how.severity, previous: how.previous, tail: how.tail, name: how.name, grep: how.grep },
      { severity: 'enum', previous: 'flag', tail: 'number', name: 'pick', grep: 'text' },
    );
  });

  it('offer revisions to pick, which are numbers', () => {
    const prompts = promptsOf(toolNamed('compare_deployment_revisions')).filter(({ field }) => field === 'from');
    assert.deepEqual(
      prompts.map(({ how, number }) => [how, number]),
      [['pick', true]],
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
