import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { startDemo } from '../../src/demo/startDemo.ts';
import { controlPlane } from '../support/controlPlane.ts';
import { mediaDirectory } from '../unit/demo/demoClient.ts';
import { kubectlFor, type Kubectl } from './kubectl.ts';
import { masked } from './masked.ts';
import { mirrorWorld } from './twinWorlds.ts';

const manifests = fileURLToPath(new URL('changing.yaml', import.meta.url));

/** In their order: each finds what those before it left. What `rollout status` says on its way depends on who is fast: its end is compared. */
const commands: readonly string[] = [
  `apply -f ${manifests}`,
  'rollout status deploy/web --timeout=60s',
  'rollout status sts/store --timeout=60s',
  'rollout status ds/agent --timeout=60s',
  'get deploy,rs,sts,ds,pdb',
  'scale deploy/web --replicas=4',
  'rollout status deploy/web --timeout=60s',
  'get deploy,rs',
  'scale deploy/web --replicas=3 --current-replicas=9',
  'scale deploy/none --replicas=3',
  'scale deploy/web --replicas=-1',
  'scale deploy/web --replicas=9 --dry-run=server',
  'set image deploy/web a=a:2',
  'rollout status deploy/web --timeout=60s',
  'annotate deploy/web kubernetes.io/change-cause=second',
  'rollout history deploy/web',
  'rollout history deploy/web --revision=2',
  'rollout restart deploy/web',
  'rollout status deploy/web --timeout=60s',
  'rollout history deploy/web',
  'rollout undo deploy/web --dry-run=server',
  'rollout undo deploy/web',
  'rollout status deploy/web --timeout=60s',
  'rollout history deploy/web',
  'rollout undo deploy/web --to-revision=1',
  'rollout undo deploy/web --to-revision=99',
  'rollout status deploy/web --timeout=60s',
  'get deploy,rs',
  'rollout pause deploy/web',
  'rollout pause deploy/web',
  'rollout undo deploy/web',
  'rollout restart deploy/web',
  'set image deploy/web a=a:5',
  'get deploy,rs',
  'rollout resume deploy/web',
  'rollout status deploy/web --timeout=60s',
  'rollout history deploy/web',
  'set image deploy/web none=a:5',
  'label deploy/web tier=front',
  'label deploy/web tier=back',
  'patch deploy/web -p {"spec":{"replicas":-1}}',
  'describe deploy/web',
  'rollout restart sts/store',
  'rollout history sts/store',
  'rollout undo sts/store',
  'rollout history sts/store',
  'scale sts/store --replicas=2',
  'rollout status sts/store --timeout=60s',
  'get sts,pdb',
  'scale ds/agent --replicas=2',
  'scale sts/store --replicas=1',
  'wait --for=delete pod/store-1 --timeout=60s',
  'drain node-1 node-2 node-3 --dry-run=client --ignore-daemonsets --pod-selector=app=web',
  'drain node-1 node-2 node-3 --dry-run=client --pod-selector=app=agent',
  'delete pod none',
  'delete deploy/web --dry-run=server',
  'delete deploy/web --cascade=orphan',
  'get deploy,rs',
  'delete rs -l app=web',
  'wait --for=delete pod -l app=web --timeout=60s',
  `delete -f ${manifests} --ignore-not-found --wait=true`,
  'wait --for=delete pod --all --timeout=60s',
  'get all',
];

describe('what kubectl changes in the demo cluster', () => {
  let real: Kubectl;
  let demo: Kubectl;
  const ends: (() => void | Promise<void>)[] = [];

  before(async function () {
    this.timeout(90_000);
    const cluster = await controlPlane();
    ends.push(() => cluster.stop());
    await cluster.kubectl(['create', 'namespace', 'changing']);
    await cluster.kubectl(['wait', '-n', 'changing', '--for=create', 'serviceaccount/default', '--timeout=20s']);
    real = await kubectlFor({ file: cluster.kubeconfigs.admin });
    ends.push(() => real.remove());
    const started = await startDemo({ mediaDirectory, worlds: [await mirrorWorld(real)] });
    ends.push(() => started.close());
    demo = await kubectlFor({ yaml: started.kubeconfig });
    ends.push(() => demo.remove());
    await Promise.all([real, demo].map((one) => one.print('api-resources')));
  });
  after(async () => {
    for (const end of ends.toReversed()) await end();
  });

  for (const [index, command] of commands.entries()) {
    const args = command.split(' ');
    it(`${index + 1}: kubectl ${command.replace(manifests, 'FILE')}`, async function () {
      this.timeout(150_000);
      const [theirs, ours] = await Promise.all([real, demo].map((one) => one.run('-n', 'changing', ...args)));
      assert.deepEqual(
        [told(args, ours?.stdout), told(args, ours?.stderr)],
        [told(args, theirs?.stdout), told(args, theirs?.stderr)],
      );
      assert.equal(ours?.code, theirs?.code);
    });
  }
});

/** Without the hashes and random ends of names; of a wait the end, of a description what does not tell how it came about. */
function told(args: readonly string[], text = ''): string {
  const alike = masked(
    text
      .replace(/^Events:[^]*$/m, '')
      .replaceAll(/\b(web|agent)-[a-z0-9]{5,10}(-[a-z0-9]{5})?\b/g, '$1-HASH')
      .replaceAll(/\b(pod-template-hash|controller-revision-hash)=\S+/g, '$1=HASH')
      .replaceAll(/restartedAt: \S+/g, 'restartedAt: TIME')
      .replaceAll(/(will retry after 5s|global timeout reached).*$/gm, '$1'),
  );
  if (args[1] !== 'status') return alike;
  return text.trim().split('\n').at(-1) ?? '';
}
