import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine } from '../../../src/compose.ts';
import type { Engine } from '../../../src/core/engine.ts';
import type { Envelope } from '../../../src/core/envelope.ts';
import { startDemo } from '../../../src/demo/startDemo.ts';
import { allTools } from '../../../src/tools/allTools.ts';
import { checkEnvelope } from '../../support/checkEnvelope.ts';
import { demoQuestion } from '../../support/demoQuestion.ts';
import { startFaultProxy, type FaultProxy } from '../../support/faultProxy.ts';
import { root } from '../../support/sourceImports.ts';

/** A question of each tool that the demo answers; found before the tests. */
const questions = new Map<string, Readonly<Record<string, unknown>>>();
const limits = { connect: 300, idle: 300, call: 3000, login: 300 };
const mediaDirectory = path.join(root, 'media');

let folder: string;
let demo: Awaited<ReturnType<typeof startDemo>>;
let proxy: FaultProxy;
let engines: Engine[] = [];

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kube-sre-trouble-'));
  demo = await startDemo({ mediaDirectory });
  proxy = await startFaultProxy(demo.server);
  await writeFile(path.join(folder, 'kubeconfig'), demo.kubeconfig.replaceAll(new URL(demo.server).origin, proxy.url), {
    mode: 0o600,
  });
});

afterEach(async () => {
  proxy.clear();
  for (const engine of engines) await engine.dispose();
  engines = [];
});

after(async () => {
  await proxy.close();
  await demo.close();
  await rm(folder, { recursive: true });
});

/** A fresh engine each time, so that nothing is answered from memory. */
async function ask(
  tool: string,
  input = questions.get(tool),
  kubeconfig = path.join(folder, 'kubeconfig'),
): Promise<Envelope> {
  const engine = createEngine({ env: {}, homeDirectory: folder, kubeconfig, limits, version: 'test', mediaDirectory });
  engines.push(engine);
  return checkEnvelope((await engine.call(tool, input, { surface: 'test' })).envelope);
}

/** A tool about the kubeconfig alone has no trouble with a server. */
const readsCluster = allTools.filter((tool) => 'run' in tool);

describe('trouble', function () {
  this.timeout(20_000);

  for (const { name: tool, input: schema } of readsCluster) {
    describe(tool, () => {
      before(async () => {
        const question = await demoQuestion(schema, (input) => ask(tool, input));
        if (question !== undefined) questions.set(tool, question);
      });

      it('answers when all is well', () => assert.ok(questions.has(tool)));

      it('says that the credentials are not accepted (401)', async () => {
        proxy.set(/./, { answer: 401, reason: 'Unauthorized' });
        const { verdict, error } = await ask(tool);
        assert.equal(verdict, 'unknown');
        assert.equal(error?.code, 'unauthorized');
      });

      it('is not healthy and names what is missing when everything is forbidden (403)', async () => {
        proxy.set(/\/(api|apis)(\/|$|\?)/, { answer: 403, reason: 'Forbidden' });
        const { verdict, error, gaps } = await ask(tool);
        assert.notEqual(verdict, 'healthy');
        assert.ok(
          error?.code === 'forbidden' || gaps.some(({ because }) => because === 'forbidden'),
          JSON.stringify({ error, gaps }),
        );
      });

      it('ends within its time when the server stops answering', async () => {
        proxy.set(/./, { stall: true });
        const { verdict, error } = await ask(tool);
        assert.equal(verdict, 'unknown');
        assert.ok(['timeout', 'unreachable'].includes(error?.code ?? ''), JSON.stringify(error));
      });

      for (const cutAt of [0, 1, 40, 300])
        it(`does not take a body that ends after ${cutAt} bytes for the whole`, async () => {
          proxy.set(/\/(api|apis|log)/, { cutAt });
          const { verdict, error } = await ask(tool);
          assert.notEqual(verdict, 'healthy');
          assert.notEqual(error?.code, 'internal', error?.message);
        });

      for (const body of ['', '<html>proxy login</html>', '[]', '{"items":7}', 'null'])
        it(`bears ${body === '' ? 'an empty body' : body} in the place of an answer`, async () => {
          proxy.set(/\/(api|apis)(\/|$|\?)/, { body });
          const { verdict, error } = await ask(tool);
          assert.notEqual(verdict, 'healthy');
          assert.notEqual(error?.code, 'internal', error?.message);
        });

      it('makes no storm of retries out of 429 and 500', async () => {
        for (const answer of [429, 500]) {
          proxy.set(/./, { answer, headers: { 'retry-after': '0' } });
          proxy.requests.length = 0;
          const { verdict } = await ask(tool);
          assert.notEqual(verdict, 'healthy');
          assert.ok(proxy.requests.length <= 120, `${proxy.requests.length} requests for ${answer}`);
        }
      });

      it('stops its requests when the caller cancels', async () => {
        proxy.set(/./, { stall: true });
        const engine = createEngine({
          env: {},
          homeDirectory: folder,
          kubeconfig: path.join(folder, 'kubeconfig'),
          limits,
          version: 'test',
          mediaDirectory,
        });
        engines.push(engine);
        const stop = new AbortController();
        const answer = engine.call(tool, questions.get(tool), { surface: 'test', signal: stop.signal });
        setTimeout(() => stop.abort(), 100);
        const { envelope } = await answer;
        assert.equal(checkEnvelope(envelope).error?.code, 'cancelled');
        await new Promise((resolve) => setTimeout(resolve, 60));
        const seen = proxy.requests.length;
        await new Promise((resolve) => setTimeout(resolve, 200));
        assert.equal(proxy.requests.length, seen);
      });
    });
  }

  it('of one forbidden kind is a gap beside the proved break', async () => {
    proxy.set(/networkpolicies|ingresses/, { answer: 403, reason: 'Forbidden' });
    const { verdict, findings, gaps } = await ask('trace_service_chain', { name: 'api', namespace: 'shop' });
    assert.equal(verdict, 'broken');
    assert.equal(findings[0]?.rule, 'service/selector-matches-nothing');
    assert.ok(gaps.some(({ wanted, because }) => because === 'forbidden' && wanted.includes('ingresses')));
  });

  it('of a server that is not there is said with its address', async () => {
    const nowhere = path.join(folder, 'nowhere');
    await writeFile(nowhere, demo.kubeconfig.replaceAll(new URL(demo.server).origin, 'http://127.0.0.1:9'));
    const { error } = await ask('list_kubernetes_pods', {}, nowhere);
    assert.equal(error?.code, 'unreachable');
    assert.match(`${error.message} ${error.hint}`, /127\.0\.0\.1:9/);
  });

  it('of a kubeconfig that is not YAML names the file', async () => {
    const broken = path.join(folder, 'broken');
    await writeFile(broken, 'clusters: [}');
    const { error } = await ask('list_kubernetes_pods', {}, broken);
    assert.equal(error?.code, 'bad_input');
    assert.match(error.message, /broken/);
  });

  it('of a context that is not there gives the nearest', async () => {
    const { error } = await ask('list_kubernetes_pods', { context: 'dmeo' });
    assert.equal(error?.code, 'not_found');
    assert.match(error.hint, /demo/);
  });

  for (const [what, tool, input, hint] of [
    ['namespace', 'list_kubernetes_pods', { namespace: 'shpo' }, /shop/],
    ['namespace', 'list_kubernetes_events', { namespace: 'shpo' }, /shop/],
    ['kind', 'get_kubernetes_resource_yaml', { kind: 'Deploymnet', name: 'cart' }, /Deployment/],
    ['kind', 'get_resource_events_timeline', { kind: 'Deploymnet', name: 'cart' }, /Deployment/],
    ['name', 'get_kubernetes_resource_yaml', { kind: 'Deployment', name: 'crat', namespace: 'shop' }, /cart/],
    ['name', 'trace_service_chain', { name: 'apii', namespace: 'shop' }, /api/],
    ['name', 'get_kubernetes_pod_logs', { name: 'crat', namespace: 'shop' }, /cart/],
    ['name', 'get_resource_events_timeline', { kind: 'Deployment', name: 'crat', namespace: 'shop' }, /cart/],
  ] as const)
    it(`of a ${what} that ${tool} does not find gives the nearest`, async () => {
      const { error, verdict } = await ask(tool, input);
      assert.equal(verdict, 'unknown');
      assert.equal(error?.code, 'not_found', JSON.stringify(error));
      assert.match(error.hint, hint);
    });
});
