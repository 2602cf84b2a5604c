import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { english } from '../../../../src/core/label.ts';
import type { Progress } from '../../../../src/core/ports.ts';
import { monitorScalingProgress } from '../../../../src/tools/remediation/monitorScalingProgress.ts';
import { crashed, deployment, pod, replicaSet, scripted, waiting } from '../../kube/rollouts/rolloutWorld.ts';
import { node } from '../../rules/objects.ts';
import type { ScriptedCluster } from '../../tree/scriptedCluster.ts';

type Input = Parameters<typeof monitorScalingProgress.run>[1];

function monitor(world: ScriptedCluster, input: Partial<Input> = {}, onProgress?: (progress: Progress) => void) {
  const asked = { name: 'web', namespace: 'shop', timeoutSeconds: 1, ...input };
  return monitorScalingProgress.run(world.cluster, asked, new AbortController().signal, onProgress);
}

describe('monitor_scaling_progress', () => {
  it('follows a scaling to its end, step by step', async () => {
    const world = scripted(deployment({ desired: 5, made: 3 }), pod('web-new-1'));
    const lines: string[] = [];
    const answer = monitor(world, { timeoutSeconds: 5 }, (progress) => {
      if (progress.type === 'step') lines.push(english(progress.label));
    });
    await sleep(50);
    world.putObject({ ...deployment({ desired: 5, ready: 4 }) });
    await sleep(50);
    world.putObject({ ...deployment({ desired: 5 }) });
    const { verdict, headline, data, next } = await answer;
    assert.equal(verdict, 'healthy');
    assert.equal(headline, 'Deployment shop/web is through: 5 of 5 pods available.');
    assert.deepEqual(lines, ['3 of 5 pods made, 3 ready', '4 of 5 pods available', 'settled: 5 of 5 pods available']);
    assert.deepEqual(
      data.steps.map(({ phase }) => phase),
      ['scaling up', 'becoming available', 'settled'],
    );
    assert.equal(data.kubectl, 'deployment "web" successfully rolled out');
    assert.deepEqual(next, []);
  });

  it('calls a rollout slow whose pods are young, and offers to go on following it', async () => {
    const young = pod('web-new-1', waiting('ContainerCreating'));
    const world = scripted(deployment({ updated: 1, ready: 2 }), young, node('node-1'));
    const { verdict, headline, data, next, findings } = await monitor(world);
    assert.equal(data.pace, 'moving');
    assert.match(headline, /is slow, and gets on: 2 of 3 pods available after 1 s; 1 of 3 pods updated\./);
    assert.equal(verdict, 'degraded');
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      [],
    );
    assert.equal(next[0]?.tool, 'monitor_scaling_progress');
  });

  it('calls a rollout stuck whose new pods will not mend, with what the rules say of them', async () => {
    const world = scripted(deployment({ updated: 1, ready: 2 }), pod('web-new-1', crashed(6)));
    const { verdict, headline, data, findings, next } = await monitor(world);
    assert.equal(data.pace, 'stuck');
    assert.match(
      headline,
      /is stuck: 2 of 3 pods available; pod web-new-1, container app: CrashLoopBackOff \(6 restarts/,
    );
    assert.equal(verdict, 'degraded');
    assert.ok(findings.some(({ rule }) => rule === 'container/crash-loop'));
    assert.deepEqual(
      next.map(({ tool }) => tool),
      ['diagnose_kubernetes_pod_issues', 'get_deployment_revision_history'],
    );
  });

  it('tells that the deadline has passed and nothing more is known', async () => {
    const exceeded = { conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] };
    const world = scripted(deployment({ ready: 0 }, {}, {}, exceeded));
    const { verdict, headline, data } = await monitor(world, { timeoutSeconds: 5 });
    assert.equal(verdict, 'broken');
    assert.match(headline, /is stuck after 3 s: 0 of 3 pods available; its progress deadline has passed\./);
    assert.equal(data.kubectl, 'deployment "web" exceeded its progress deadline');
  });

  it('tells a quota that lets no pods be made, once nothing moves any more', async () => {
    const message =
      'pods "web-new-" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2';
    const refused = { conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message }] };
    const world = scripted(deployment({ made: 2 }, {}, {}, refused), pod('web-new-1'));
    const { headline, data, findings } = await monitor(world);
    assert.equal(data.refused, message);
    assert.equal(data.pace, 'stuck');
    assert.match(headline, /is stuck after 1 s: 2 of 3 pods available; the server does not let it make pods/);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['quota/blocks', 'rollout/create-refused'],
    );
  });

  it('tells a quota beside a pod that crashes: neither hides the other', async () => {
    const message =
      'pods "web-new-" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2';
    const refused = { conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message }] };
    const world = scripted(
      deployment({ made: 2, ready: 1 }, {}, {}, refused),
      node('node-1'),
      pod('web-new-1', crashed(6)),
      pod('web-new-2'),
    );
    const { findings } = await monitor(world);
    const rules = findings.map(({ rule }) => rule);
    for (const rule of ['quota/blocks', 'rollout/create-refused', 'container/application-error'])
      assert.equal(rules.filter((one) => one === rule).length, 1, `${rule} of ${rules.join(', ')}`);
  });

  it('tells the crash of old pods where the quota lets none of the new be made', async () => {
    const message =
      'pods "web-new-" is forbidden: exceeded quota: small, requested: pods=1, used: pods=3, limited: pods=3';
    const refused = { conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message }] };
    const old = pod('web-old-1', crashed(6), { hash: 'old' });
    const counts = { made: 3, updated: 0, ready: 1 };
    const world = scripted(
      deployment(counts, {}, {}, refused),
      node('node-1'),
      replicaSet('new', '2'),
      replicaSet('old', '1'),
      old,
    );
    const { findings } = await monitor(world);
    const rules = findings.map(({ rule }) => rule);
    for (const rule of ['quota/blocks', 'rollout/create-refused', 'container/application-error'])
      assert.ok(rules.includes(rule), `${rule} of ${rules.join(', ')}`);
  });

  it('tells the quota of a StatefulSet, whose refusals only events tell', async () => {
    const message =
      'create Pod db-1 in StatefulSet db failed error: pods "db-1" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1';
    const set = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'shop', uid: 'db', generation: 1 },
      spec: { replicas: 2, selector: { matchLabels: { app: 'db' } }, template: { spec: { containers: [] } } },
      status: { observedGeneration: 1, replicas: 1, readyReplicas: 1, availableReplicas: 1, updatedReplicas: 1 },
    };
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'db.18f', namespace: 'shop', uid: 'e' },
      involvedObject: { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'shop', name: 'db' },
      type: 'Warning',
      reason: 'FailedCreate',
      message,
      lastTimestamp: '2026-11-25T13:59:00Z',
    };
    const { findings } = await monitor(scripted(set, event), { kind: 'StatefulSet', name: 'db' });
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['quota/blocks', 'rollout/create-refused'],
    );
  });

  it('does not say that it gets on where nothing has moved, nor that it is stuck after a moment', async () => {
    const world = scripted(deployment({ made: 2, available: 2 }));
    const { headline, data, next } = await monitor(world);
    assert.equal(data.pace, 'unclear');
    assert.equal(
      headline,
      'Deployment shop/web is not through after 1 s: 2 of 3 pods available; 2 of 3 pods made; that is too short a time to tell whether it gets on.',
    );
    assert.equal(next[0]?.why, 'more time tells: 2 of 3 pods made');
  });

  it('says of what is left what has not moved yet, where old pods are all available', async () => {
    const world = scripted(deployment({ updated: 0, ready: 3 }), pod('web-old-1', {}, { hash: 'old' }));
    const answer = monitor(world);
    setTimeout(() => world.putObject({ ...deployment({ updated: 1, ready: 3 }) }), 100);
    const { data, next } = await answer;
    assert.equal(data.pace, 'moving');
    assert.equal(next[0]?.why, 'it still gets on: 1 of 3 pods updated');
  });

  it('calls none through that is being deleted', async () => {
    const world = scripted(deployment({}, { deletionTimestamp: '2026-11-25T13:59:30Z' }));
    const { verdict, headline, next } = await monitor(world);
    assert.equal(verdict, 'degraded');
    assert.equal(headline, 'Deployment shop/web is being deleted: 3 of 3 pods available.');
    assert.equal(next[0]?.tool, 'get_kubernetes_resource_yaml');
  });

  it('offers no way back where its first revision is the only one', async () => {
    const tools = async (revision: string): Promise<readonly string[]> => {
      const annotations = { 'deployment.kubernetes.io/revision': revision };
      const world = scripted(deployment({ updated: 1, ready: 2 }, { annotations }), pod('web-new-1', crashed(6)));
      return (await monitor(world)).next.map(({ tool }) => tool);
    };
    assert.deepEqual(await tools('1'), ['diagnose_kubernetes_pod_issues']);
    assert.deepEqual(await tools('2'), ['diagnose_kubernetes_pod_issues', 'get_deployment_revision_history']);
  });

  it('is not alarmed by a pause, a partition or OnDelete', async () => {
    const paused = scripted(deployment({ updated: 0, ready: 3 }, {}, { paused: true }), pod('web-new-1'));
    const { verdict, headline } = await monitor(paused, { timeoutSeconds: 5 });
    assert.equal(verdict, 'healthy');
    assert.match(
      headline,
      /is paused, and goes no further until somebody resumes it: 3 of 3 pods available; 3 pods keep/,
    );
    const statefulSet = (spec: object): object => ({
      ...deployment({ updated: 1, ready: 3 }, {}, spec),
      kind: 'StatefulSet',
    });
    const partitioned = scripted(
      statefulSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } }),
    );
    const answer = await monitor(partitioned, { kind: 'StatefulSet', timeoutSeconds: 2 });
    assert.match(answer.headline, /is through: 3 of 3 pods available; 2 pods keep an earlier template \(partition\)\./);
    const onDelete = scripted(statefulSet({ updateStrategy: { type: 'OnDelete' } }));
    const held = await monitor(onDelete, { kind: 'StatefulSet', timeoutSeconds: 5 });
    assert.match(
      held.headline,
      /replaces pods only as somebody deletes them \(OnDelete\): 3 of 3 pods available; 2 pods keep/,
    );
    assert.equal(held.verdict, 'healthy');
  });

  it('names what is near where there is none, and says what may not be read', async () => {
    await assert.rejects(monitor(scripted(deployment()), { name: 'wbe' }), /there is no such object/);
    const world = scripted(deployment({ ready: 2 }), pod('web-new-1'));
    world.forbidden.add('pods in shop');
    const { gaps, verdict } = await monitor(world);
    assert.deepEqual(gaps.map(({ wanted, because }) => [wanted, because]).slice(0, 1), [['pods in shop', 'forbidden']]);
    assert.equal(verdict, 'degraded');
    world.forbidden.add('deployments.apps in shop');
    await assert.rejects(monitor(world), /the server refused/);
  });
});
