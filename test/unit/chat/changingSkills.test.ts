import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../../src/compose.ts';
import type { Approve } from '../../../src/core/approval.ts';
import type { Engine } from '../../../src/core/engine.ts';
import type { Envelope } from '../../../src/core/envelope.ts';
import { isRecord } from '../../../src/core/json.ts';
import { startDemo } from '../../../src/demo/startDemo.ts';
import { allTools } from '../../../src/tools/allTools.ts';
import { chatFile } from '../../support/chat/chatFile.ts';
import { caseOf, readChangeSkill, type Case } from '../../support/chat/changeSkill.ts';
import { followSkill } from '../../support/chat/followSkill.ts';
import { talk, type Talk } from '../../support/chat/talk.ts';
import { checkEnvelope } from '../../support/checkEnvelope.ts';
import { temporaryFolder } from '../../support/process/temporaryFolder.ts';
import { root } from '../../support/sourceImports.ts';

const folders = [
  'unreachable-application',
  'restarting-pods',
  'restart-failed-pod',
  'scale-workload',
  'roll-back-release',
];
const fileOf = (folder: string): string => `/skills/${folder}/SKILL.md`;
const files = Object.fromEntries(
  folders.map((folder) => [fileOf(folder), readFileSync(path.join(root, 'media/chat', fileOf(folder)), 'utf8')]),
);
/** All skills are listed: the question alone tells which one fits. */
const system = `<skills>
${Object.entries(files)
  .map(([file, text]) => {
    const { name, description } = chatFile(text).header;
    return `<skill><name>${String(name)}</name><description>${String(description)}</description><file>${file}</file></skill>`;
  })
  .join('\n')}
</skills>`;
const everything = allTools.map((tool) => tool.name);
const writing = ['restart_pod', 'delete_kubernetes_resource', 'scale_deployment', 'rollback_deployment'];
const yes: Approve = ({ plan }) => Promise.resolve({ answer: 'approved', digest: plan.digest, by: 'test' });
const no: Approve = () => Promise.resolve({ answer: 'declined' });
/** What a change tool answers that has sent nothing. */
const unsent: Envelope = {
  tool: 'scale_deployment',
  schemaVersion: '1',
  takenAt: '2026-11-25T14:00:00Z',
  verdict: 'unknown',
  headline: '',
  findings: [],
  gaps: [],
  next: [],
  truncated: false,
};

describe('the skills that end in a change, followed to the letter on the demo cluster', function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let engine: Engine;
  let close: () => Promise<void>;

  beforeEach(async () => {
    const mediaDirectory = path.join(root, 'media');
    folder = temporaryFolder('kube-sre-changing-skill');
    const demo = await startDemo({ mediaDirectory });
    const kubeconfig = path.join(folder.path, 'kubeconfig');
    writeFileSync(kubeconfig, demo.kubeconfig, { mode: 0o600 });
    const changes = { isEnabled: () => true, howToEnable: '' };
    const env = { KUBE_SRE_HOME: folder.path };
    engine = createEngine({ env, homeDirectory: folder.path, kubeconfig, version: 'test', mediaDirectory, changes });
    close = () => demo.close();
  });
  afterEach(async () => {
    await engine.dispose();
    await close();
    folder.remove();
  });

  const converse = (question: string, approve: Approve = yes, tools: readonly string[] = everything): Promise<Talk> =>
    talk(followSkill, {
      question,
      tools,
      files,
      system,
      ask: async (tool, input) => {
        // A pod that crashes again is watched for two minutes otherwise
        const patience = tool === 'restart_pod' ? { timeoutSeconds: 3 } : {};
        const asked: object = isRecord(input) ? { ...input, ...patience } : {};
        return checkEnvelope((await engine.call(tool, asked, { surface: 'test', approve })).envelope);
      },
    });
  const toolsOf = ({ calls }: Talk): readonly string[] => calls.map((call) => call.split(' ')[0] ?? '');
  const answerOf = ({ said }: Talk): string => said.at(-1) ?? '';
  const changes = async (): Promise<number> => (await engine.changes(100)).length;

  for (const [question, list, asked] of [
    ['这个Pod失败了，帮我重启一下', 'get_failed_kubernetes_pods', /- shop\/Deployment\/cart: .*128Mi/],
    ['流量突然增大，帮我扩容到10个副本', 'list_kubernetes_deployments', /- shop\/cart: unavailable/],
    ['新版本有问题，回滚到上一个版本', 'list_kubernetes_deployments', /- shop\/web: deadline exceeded/],
  ] as const)
    it(`asks which one is meant where nothing is named, and changes nothing: ${question}`, async () => {
      const talked = await converse(question);
      assert.deepEqual(toolsOf(talked), ['verify_kubernetes_connection', list]);
      assert.match(answerOf(talked), asked);
      assert.equal(await changes(), 0);
    });

  it('restarts the pod of a workload that was named, and says what of the cause is left', async () => {
    const talked = await converse('cart 这个Pod失败了，帮我重启一下');
    assert.deepEqual(toolsOf(talked), [
      'verify_kubernetes_connection',
      'diagnose_kubernetes_pod_issues',
      'restart_pod',
    ]);
    assert.match(talked.calls.at(-1) ?? '', /"name":"cart-[^"]+","namespace":"shop"/);
    assert.match(answerOf(talked), /原因仍在：.*memory limit of 128Mi/);
    assert.equal(await changes(), 1);
  });

  it('restarts a pod that is well, and says after how long its successor is', async () => {
    const talked = await converse('shop/catalog 这个Pod帮我重启一下');
    assert.equal(toolsOf(talked).at(-1), 'restart_pod');
    assert.match(answerOf(talked), /catalog-\S+ is ready|settled/);
    assert.doesNotMatch(answerOf(talked), /原因仍在/);
  });

  it('asks before it restarts what a new pod would not mend', async () => {
    const talked = await converse('search 这个Pod失败了，帮我重启一下');
    assert.deepEqual(toolsOf(talked), ['verify_kubernetes_connection', 'diagnose_kubernetes_pod_issues']);
    assert.match(answerOf(talked), /Too little memory[\s\S]*要继续吗？/);
  });

  it('looks for room, scales to the number that was asked for, and says how it is taken back', async () => {
    const talked = await converse('流量突然增大，帮我把 catalog 扩容到4个副本');
    assert.deepEqual(toolsOf(talked), ['verify_kubernetes_connection', 'check_scaling_capacity', 'scale_deployment']);
    assert.match(talked.calls.at(-1) ?? '', /"namespace":"shop","replicas":4/);
    assert.match(answerOf(talked), /catalog[\s\S]*撤销：/);
    assert.equal(await changes(), 1);
  });

  it('stops where an autoscaler sets the number, above its limits and below them, room or not', async () => {
    for (const [number, remedy] of [
      [10, /建议：Raise the maximum of HorizontalPodAutoscaler/],
      [1, /建议：(Lower|Raise) the minimum of HorizontalPodAutoscaler/],
    ] as const) {
      const talked = await converse(`流量突然增大，帮我把 checkout 扩容到${number}个副本`);
      assert.equal(toolsOf(talked).at(-1), 'check_scaling_capacity');
      assert.match(answerOf(talked), remedy);
    }
    assert.equal(await changes(), 0);
  });

  it('takes an error of a change for done only where it may have been sent: a timeout, and no wrong name', () => {
    for (const folder of folders.slice(2)) {
      const { outcome } = readChangeSkill(files[fileOf(folder)] ?? '');
      const of = (code: 'timeout' | 'not_found' | 'bad_input' | 'forbidden' | 'conflict'): Case | undefined =>
        caseOf(outcome, { ...unsent, error: { code, message: '', hint: '' } });
      assert.notEqual(of('timeout')?.look, undefined, folder);
      for (const code of ['not_found', 'bad_input', 'forbidden', 'conflict'] as const)
        assert.deepEqual([of(code)?.then, of(code)?.look], ['stop', undefined], `${folder}: ${code}`);
    }
  });

  it('asks where a name is that of several, and changes nothing', async () => {
    const talked = await converse('web 新版本有问题，回滚到上一个版本');
    assert.equal(toolsOf(talked).at(-1), 'get_deployment_revision_history');
    assert.match(answerOf(talked), /shop\n\nstaging\n\n请问是哪一个？/);
    assert.equal(await changes(), 0);
  });

  it('asks how many where no number is named', async () => {
    assert.match(answerOf(await converse('流量突然增大，帮我扩容 catalog')), /多少个副本/);
  });

  it('compares first, rolls back to the version before, and says how it is taken back', async () => {
    const talked = await converse('shop/web 新版本有问题，回滚到上一个版本');
    assert.deepEqual(toolsOf(talked), [
      'verify_kubernetes_connection',
      'get_deployment_revision_history',
      'compare_deployment_revisions',
      'rollback_deployment',
    ]);
    assert.match(answerOf(talked), /web[\s\S]*撤销：/);
    assert.ok(talked.said.some((one) => /1\.14\.2 → .*1\.15\.0-rc/.test(one)));
  });

  it('has nothing to roll back to where there is one revision', async () => {
    const talked = await converse('search 新版本有问题，回滚到上一个版本');
    assert.equal(toolsOf(talked).at(-1), 'get_deployment_revision_history');
    assert.equal(await changes(), 0);
  });

  it('stops where the person says no, and tries nothing else', async () => {
    for (const question of ['shop/web 新版本有问题，回滚到上一个版本', '流量突然增大，帮我把 catalog 扩容到4个副本']) {
      const talked = await converse(question, no);
      assert.equal(toolsOf(talked).filter((tool) => writing.includes(tool)).length, 1);
      assert.match(answerOf(talked), /declined|said no/i);
    }
  });

  it('says how changes are enabled where it has no tool for them', async () => {
    const reading = everything.filter((tool) => !writing.includes(tool));
    const talked = await converse('shop/web 新版本有问题，回滚到上一个版本', yes, reading);
    assert.match(answerOf(talked), /rollback_deployment。.*Enable Changes…/);
  });

  it('writes a plan first when it is asked for one, and ends with each step', async () => {
    const { said } = await converse('shop/web 新版本有问题，回滚到上一个版本，请先给出计划');
    assert.match(said[0] ?? '', /^计划：\n1\. Connection — .*\n2\. Target — [\s\S]*5\. Outcome — .*`settled`/);
    assert.match(said.at(-1) ?? '', /步骤：[\s\S]*compare_deployment_revisions[\s\S]*rollback_deployment/);
  });
});
