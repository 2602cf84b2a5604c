import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { after, before, describe, it } from 'mocha';
import type { Finding } from '../../src/core/finding.ts';
import { isRecord } from '../../src/core/json.ts';
import { startDemo } from '../../src/demo/startDemo.ts';
import { allTools } from '../../src/tools/allTools.ts';
import { controlPlane } from '../support/controlPlane.ts';
import { inputsFor } from '../support/inputsFor.ts';
import { temporaryFolder } from '../support/process/temporaryFolder.ts';
import { apiCaller } from '../support/worlds/apiCaller.ts';
import { askedAt, type Asked } from '../support/worlds/asked.ts';
import { demoOnlyWorld } from '../support/worlds/demoOnlyWorld.ts';
import { maskedAnswer } from '../support/worlds/maskedAnswer.ts';
import { readWorlds, type TestWorld } from '../support/worlds/readWorlds.ts';
import { pretendedKubelet } from '../support/worlds/pretendedKubelet.ts';
import { dumped, logsOf, settleWorlds } from '../support/worlds/settleWorlds.ts';
import { keepNodes } from '../support/worlds/keepNodes.ts';
import { listAt, mediaDirectory, textAt } from '../unit/demo/demoClient.ts';

/** The server sets the times of creation; so what is to be hours old is looked at hours later, by our clock. */
const ageOfAll = 3 * 3_600_000;
const now = Math.floor(Date.now() / 1000) * 1000 + ageOfAll;
const worlds = readWorlds(now);
const real = worlds.filter(({ expect }) => expect.demoOnly === undefined);

/** What these say is of the kubeconfig or of the server, not of what it holds: the demo is a server of its own. */
const aboutTheServer = new Set([
  'verify_kubernetes_connection',
  'get_kubernetes_contexts',
  'list_kubernetes_api_resources',
  'explain_kubernetes_resource',
  'kubectl_get_all_resources',
]);

const compared = allTools.filter(({ name }) => !aboutTheServer.has(name));

describe('The worlds of test/clusters', () => {
  const ends: (() => void | Promise<void>)[] = [];
  const everywhere = new Map<string, Asked>();
  let onReal: Asked;
  let onDemo: Asked;
  let objects: readonly Record<string, unknown>[];
  /** A demo that holds what the real server holds now, and more. */
  let mirror: (name: string, more?: readonly string[]) => Promise<Asked>;

  before(async function () {
    this.timeout(120_000);
    const folder = temporaryFolder('kube-sre-worlds');
    ends.push(() => folder.remove());
    const cluster = await controlPlane({ kubelets: 'silent' });
    ends.push(() => cluster.stop());
    const api = apiCaller(cluster.kubeconfigs.admin);
    const { call } = api;
    ends.push(() => api.close());
    ends.push(await keepNodes(call, now));
    const logs = logsOf(real);
    const kubelet = await pretendedKubelet(call, logs, now);
    ends.push(() => kubelet.close());
    await settleWorlds(call, real, now);
    // Worlds bring nodes of their own
    await kubelet.join();
    const asked = (kubeconfig: string): Asked => {
      const one = askedAt(kubeconfig, folder.path, now);
      ends.push(() => one.close());
      return one;
    };
    mirror = async (name, more = []) => {
      const dump = await dumped(call);
      objects = dump.map((text): unknown => JSON.parse(text)).filter(isRecord);
      const text = ['$complete: true', ...dump, ...logs.map((log) => JSON.stringify(log)), ...more].join('\n---\n');
      const started = await startDemo({ mediaDirectory, worlds: [text], clock: { now: () => now } });
      ends.push(() => started.close());
      const file = path.join(folder.path, `${name}.kubeconfig`);
      writeFileSync(file, started.kubeconfig, { mode: 0o600 });
      return asked(file);
    };
    onReal = asked(cluster.kubeconfigs.admin);
    onDemo = await mirror('all');
    for (const world of worlds)
      everywhere.set(world.name, real.includes(world) ? onReal : await mirror(world.name, demoOnlyWorld(world)));
  });

  /**
   * A controller that is refused or waits tries again and again: what it has written since the dump is no difference of the two servers.
   * So what differs is dumped and asked anew.
   */
  async function alike(difference: () => Promise<string | undefined>): Promise<void> {
    let found = await difference();
    for (let again = 0; again < 3 && found !== undefined; again += 1) {
      onDemo = await mirror(`anew-${ends.length}`);
      found = await difference();
    }
    assert.equal(found, undefined);
  }

  /** Every tool with each object of a world, and with its namespace. */
  function questionsAbout(namespace: string): readonly { readonly tool: string; readonly input: object }[] {
    const own = objects.filter((one) => textAt(one, 'metadata', 'namespace') === namespace && one.kind !== 'Event');
    return compared.flatMap((tool) =>
      inputsFor(tool.input, [{ metadata: { namespace } }, ...own])
        .filter((input) => Object.keys(input).length > 0)
        .map((input) => ({ tool: tool.name, input })),
    );
  }

  /** The first answer about a world's objects that is not the same from both. */
  async function differs(namespace: string): Promise<string | undefined> {
    for (const { tool, input } of questionsAbout(namespace)) {
      const difference = await differenceOf((one) => one.call(tool, input));
      if (difference !== undefined) return `${tool} ${JSON.stringify(input)}: ${difference}`;
    }
    const difference = await differenceOf((one) => one.scan(namespace));
    return difference === undefined ? undefined : `scan: ${difference}`;
  }

  async function differenceOf(ask: (asked: Asked) => Promise<unknown>): Promise<string | undefined> {
    const [theirs, ours] = (await Promise.all([ask(onReal), ask(onDemo)])).map((one) => maskedAnswer(one));
    return isDeepStrictEqual(ours, theirs) ? undefined : JSON.stringify({ theirs, ours }, null, 1);
  }

  after(async () => {
    for (const end of ends.toReversed()) await end();
  });

  it('are at least thirty, half of them healthy', () => {
    const healthy = worlds.filter(({ expect }) => expect.healthy).length;
    assert.ok(worlds.length >= 30 && healthy * 2 >= worlds.length, `${healthy} of ${worlds.length}`);
  });

  for (const tool of compared.filter(({ input }) => inputsFor(input, []).length > 0))
    it(`are told alike by ${tool.name} of the whole cluster`, async () => {
      await alike(() => differenceOf((one) => one.call(tool.name, {})));
    }).timeout(20_000);

  for (const world of worlds)
    describe(world.name, () => {
      it('is told as its header says', async () => {
        const asked = everywhere.get(world.name);
        assert.ok(asked);
        assert.deepEqual(await told(asked, world), expectation(world));
      }).timeout(20_000);

      if (world.expect.demoOnly !== undefined) return;
      if (world.expect.healthy)
        it('is called healthy by every tool', async () => {
          const alarms = [];
          for (const { tool, input } of questionsAbout(world.name)) {
            // Whether three would fit says nothing of what is there: a full quota is well, and takes no more
            if (tool === 'check_scaling_capacity') continue;
            const { findings, verdict } = await onDemo.call(tool, input);
            const rules = spoken(findings);
            if (rules.length > 0 || verdict === 'broken' || verdict === 'degraded') alarms.push({ tool, input, rules });
          }
          assert.deepEqual(alarms, []);
        }).timeout(20_000);
      it('is told alike from the real server and from the demo', async () => {
        await alike(() => differs(world.name));
      }).timeout(30_000);
    });
});

function expectation({ expect }: TestWorld): object {
  const { calls = [], events = [], scan, tree, status = {} } = expect;
  return {
    scan: { verdict: scan.verdict, rules: scan.rules.toSorted(), unexplained: (scan.unexplained ?? []).toSorted() },
    tree,
    status,
    events: events.toSorted(),
    calls: calls.map(({ tool, verdict, rules = [], says = [], shows = [] }) => ({
      tool,
      verdict,
      rules: rules.toSorted(),
      says,
      shows,
    })),
  };
}

/** What is said of a world, in the form of its header. */
async function told(asked: Asked, { name: namespace, expect }: TestWorld): Promise<object> {
  const { calls = [], events = [], status = {} } = expect;
  const scan = await asked.scan(namespace);
  const list = await asked.call('list_kubernetes_pods', { namespace });
  const pods = listAt(list.data, 'pods');
  const beginnings = [...Object.keys(status), ...(expect.scan.unexplained ?? [])];
  const beginningOf = (name: string): string => beginnings.find((one) => name.startsWith(one)) ?? name;
  const seen = await asked.call('list_kubernetes_events', { namespace });
  const reasons = new Set(listAt(seen.data, 'events').map((event) => textAt(event, 'reason')));
  const answers = [];
  for (const { tool, input = {}, says = [], shows = [] } of calls) {
    const answer = await asked.call(tool, { namespace, ...input });
    const named = says.filter((word) => answer.headline.includes(word));
    const data = JSON.stringify(answer.data ?? answer.error ?? {});
    const shown = shows.filter((word) => data.includes(word));
    answers.push({ tool, verdict: answer.verdict, rules: spoken(answer.findings), says: named, shows: shown });
  }
  return {
    scan: {
      verdict: scan.verdict,
      rules: spoken(scan.findings),
      unexplained: scan.unexplained.worst.map(({ object }) => beginningOf(object.name)).toSorted(),
    },
    tree: (await asked.tree()).find(({ object }) => object?.name === namespace)?.state,
    status: Object.fromEntries(pods.map((pod) => [beginningOf(textAt(pod, 'name')), textAt(pod, 'status')])),
    events: events.filter((reason) => reasons.has(reason)).toSorted(),
    calls: answers,
  };
}

/** Hints may speak anywhere. */
function spoken(findings: readonly Finding[]): readonly string[] {
  const loud = findings.filter(({ severity }) => severity !== 'info');
  return [...new Set(loud.map(({ rule }) => rule))].toSorted();
}
