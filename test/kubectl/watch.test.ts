import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'mocha';
import { ContainerLogs } from '../../src/demo/containerLogs.ts';
import type { KubeObject } from '../../src/demo/kubeObject.ts';
import { serveCluster, type Demo } from '../../src/demo/serveCluster.ts';
import { Store } from '../../src/demo/store.ts';
import { kubectlFor, type Kubectl } from './kubectl.ts';

function configMap(name: string, data: Record<string, string>): KubeObject {
  const metadata = { name, namespace: 'shop', uid: name, creationTimestamp: '2026-11-25T13:00:00Z' };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
}

describe('kubectl get -w on the demo cluster', () => {
  const store = new Store(100);
  let demo: Demo;
  let kubectl: Kubectl;

  before(async () => {
    store.put('configmaps', configMap('one', { a: '1' }));
    const clock = { now: () => Date.now() };
    demo = await serveCluster({ store, logs: new ContainerLogs(), openApi: new Map(), clock }, 0);
    kubectl = await kubectlFor({ yaml: demo.kubeconfig });
  });
  after(async () => {
    kubectl.remove();
    await demo.close();
  });

  it('shows what comes, changes and goes', async () => {
    const child = spawn(
      kubectl.program,
      [...kubectl.flags, 'get', 'cm', '-w', '--output-watch-events', '--no-headers'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const seen: string[] = [];
    const steps = [
      () => store.put('configmaps', configMap('two', { a: '1' })),
      () => store.put('configmaps', configMap('one', { a: '1', b: '2' })),
      () => store.remove('configmaps', 'shop', 'two'),
    ];
    // Each line is answered with the next change, so that nothing depends on how fast anybody is.
    for await (const line of createInterface(child.stdout)) {
      seen.push(line.split(/ +/).slice(0, 3).join(' '));
      const step = steps.shift();
      if (step === undefined) child.kill();
      else step();
    }
    assert.deepEqual(seen, ['ADDED one 1', 'ADDED two 1', 'MODIFIED one 2', 'DELETED two 1']);
  });

  it('waits for a deletion', async () => {
    store.put('configmaps', configMap('last', {}));
    const waiting = kubectl.print('wait', '--for=delete', 'configmap/last', '--timeout=10s');
    setTimeout(() => store.remove('configmaps', 'shop', 'last'), 300);
    assert.match(await waiting, /configmap\/last condition met/);
  });
});
