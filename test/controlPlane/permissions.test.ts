import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEngine } from '../../src/compose.ts';
import type { Engine, TreeNode, TreeText } from '../../src/core/engine.ts';
import { isKubeError } from '../../src/core/kubeError.ts';
import { requiredInputs } from '../../src/core/requiredInputs.ts';
import { allTools } from '../../src/tools/allTools.ts';
import { checkEnvelope } from '../support/checkEnvelope.ts';
import type { ControlPlane } from '../support/controlPlane.ts';
import { startFaultProxy, type FaultProxy } from '../support/faultProxy.ts';
import { inputsFor } from '../support/inputsFor.ts';
import { temporaryFolder } from '../support/process/temporaryFolder.ts';
import { root } from '../support/sourceImports.ts';
import { startOrders } from './orders.ts';
import { complaintsAbout, type Told } from './permissions/complaintsAbout.ts';
import { allowedBy } from './permissions/judge.ts';
import { manifestOf, people } from './permissions/people.ts';
import { wishOf, wishOfHint } from './permissions/wish.ts';

const home = 'people';
const namespace = 'orders';
const objects = [
  ['Deployment', namespace, 'orders-api'],
  ['Service', namespace, 'catalog'],
  ['Pod', namespace, 'gated'],
  ['Namespace', undefined, namespace],
].map(([kind, place, name]) => ({ kind, metadata: { namespace: place, name } }));

const questions = allTools
  .filter((tool) => 'run' in tool)
  .flatMap(({ name, input }) => {
    const takesNamespaceAlone = 'namespace' in input.properties && !requiredInputs(input).includes('name');
    const inputs = [
      ...inputsFor(input, objects),
      ...(takesNamespaceAlone ? [{ namespace }, { namespace: '*' }, { namespace: 'default' }] : []),
    ];
    return [...new Map(inputs.map((one) => [JSON.stringify(one), one])).values()].map((one) => ({
      tool: name,
      input: one,
    }));
  });

describe('with the rights of', function () {
  this.timeout(300_000);
  const folder = temporaryFolder('kube-sre-permissions');
  const told = new Map<string, readonly Told[]>();
  const trees = new Map<
    string,
    { nodes: readonly TreeNode[]; gaps: readonly TreeText[]; choices: readonly string[][] }
  >();
  let cluster: ControlPlane;
  let proxy: FaultProxy;
  let allowed: Awaited<ReturnType<typeof allowedBy>>;

  before(async () => {
    cluster = await startOrders();
    await cluster.kubectl(['apply', '-f', '-'], manifestOf(home));
    // It comes to be in trouble as it grows older: between one's question and the next one's
    await cluster.kubectl(['delete', 'pod', 'report', '-n', namespace, '--now']);
    // And what is told of a pod after half a minute is told to the first one asked, too
    await sleep(35_000);
    const admin: unknown = JSON.parse(readFileSync(cluster.kubeconfigs.admin, 'utf8'));
    const server = serverOf(admin);
    proxy = await startFaultProxy(server);
    for (const name of ['admin', ...people.map((person) => person.name)]) {
      const token = name === 'admin' ? tokenOf(admin) : await tokenFor(cluster, name);
      const engine = engineFor(name, token, proxy.url);
      try {
        const answers: Told[] = [];
        for (const { tool, input } of questions) {
          proxy.requests.length = 0;
          const { envelope } = await engine.call(tool, input, { surface: 'test', fresh: true, budgetTokens: Infinity });
          const answer = checkEnvelope(envelope);
          answers.push({ tool, question: `${tool} ${JSON.stringify(input)}`, answer, wishes: wishesOf(proxy) });
        }
        for (const scope of [{}, { namespace }]) {
          proxy.requests.length = 0;
          const { verdict, findings, gaps, error } = await engine.scan(scope, { fresh: true });
          const answer = { verdict, headline: '', findings, gaps, ...(error === undefined ? {} : { error }) };
          answers.push({ tool: 'scan', question: `scan ${JSON.stringify(scope)}`, answer, wishes: wishesOf(proxy) });
        }
        told.set(name, answers);
        trees.set(name, await treeOf(engine, name));
      } finally {
        await engine.dispose();
      }
    }
    const asked = people.flatMap(({ name }) =>
      (told.get(name) ?? []).flatMap(({ wishes, answer }) =>
        [
          ...wishes,
          ...[...answer.gaps, ...(answer.error === undefined ? [] : [answer.error])].flatMap(
            ({ hint }) => wishOfHint(hint) ?? [],
          ),
        ].map((wish) => [name, wish] as const),
      ),
    );
    allowed = await allowedBy(cluster, home, asked);
  });

  after(async () => {
    await proxy.close();
    await cluster.stop();
    folder.remove();
  });

  for (const { name } of people) {
    it(`${name}, every tool and the scan say what may be seen, and name what may not`, () => {
      const found = (told.get(name) ?? []).flatMap((one, index) => {
        const admin = told.get('admin')?.[index];
        assert.ok(admin !== undefined);
        return complaintsAbout(one, admin, (wish) => allowed(name, wish)).map((text) => `${one.question}: ${text}`);
      });
      assert.deepEqual(found, []);
    });

    it(`${name}, the tree and the choices show nothing else than the admin's, and say what is missing`, () => {
      const [own, admin] = [trees.get(name), trees.get('admin')];
      assert.ok(own !== undefined && admin !== undefined);
      const known = new Map(admin.nodes.map((node) => [node.id, node]));
      const real = own.nodes.filter(({ object }) => object !== undefined && object.kind !== 'Namespace');
      assert.deepEqual(
        real.filter(({ id }) => !known.has(id)).map(({ id }) => id),
        [],
      );
      const missing = [...known.values()].filter(
        ({ id, object }) => object !== undefined && !own.nodes.some((one) => one.id === id),
      );
      assert.ok(missing.length === 0 || own.gaps.length > 0, 'objects are missing without a word');
      for (const [index, choices] of own.choices.entries())
        assert.deepEqual(
          choices.filter((choice) => admin.choices[index]?.includes(choice) !== true),
          [],
        );
    });
  }

  it('are really different ones: who has none is refused, who reads everything is not', () => {
    const errors = (name: string): number =>
      (told.get(name) ?? []).filter(({ answer }) => answer.error?.code === 'forbidden').length;
    assert.ok(errors('without-rights') > questions.length / 2);
    assert.equal(errors('reads-everything'), 0);
  });

  function engineFor(name: string, token: string, server: string): Engine {
    const file = path.join(folder.path, name);
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': name,
      clusters: [{ name: 'local', cluster: { server } }],
      users: [{ name, user: { token } }],
      contexts: [{ name, context: { cluster: 'local', user: name, namespace } }],
    };
    writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
    return createEngine({
      env: {},
      homeDirectory: folder.path,
      kubeconfig: file,
      version: 'test',
      mediaDirectory: path.join(root, 'media'),
    });
  }
});

function wishesOf({ requests }: FaultProxy): Told['wishes'] {
  return requests.flatMap((request) => wishOf(request) ?? []);
}

async function treeOf(engine: Engine, context: string) {
  const tree = engine.tree(context);
  const nodes: TreeNode[] = [];
  let level = await tree.children(undefined);
  while (level.length > 0) {
    nodes.push(...level);
    level = (await Promise.all(level.filter(({ expandable }) => expandable).map(({ id }) => tree.children(id)))).flat();
  }
  const signal = AbortSignal.timeout(20_000);
  const prompts = allTools.flatMap(({ name }) =>
    engine
      .prompts(name)
      .filter(({ how }) => how === 'pick')
      .map(({ field }) => [name, field] as const),
  );
  const choices = await Promise.all(
    prompts.map(async ([tool, field]) =>
      field === 'context'
        ? []
        : engine.choices(tool, field, { namespace, kind: 'Deployment', name: 'gated' }, signal).then(
            (found) => found.map(({ value }) => value),
            (error: unknown) => {
              if (isKubeError(error) && ['forbidden', 'not_found'].includes(error.facts.code)) return [];
              throw error;
            },
          ),
    ),
  );
  return { nodes, gaps: tree.summary()?.gaps ?? [], choices };
}

async function tokenFor(cluster: ControlPlane, name: string): Promise<string> {
  return (await cluster.kubectl(['create', 'token', name, '-n', home])).trim();
}

function serverOf(config: unknown): string {
  const text = JSON.stringify(config);
  const match = /"server":"(https:[^"]+)"/.exec(text);
  assert.ok(match?.[1] !== undefined);
  return match[1];
}

function tokenOf(config: unknown): string {
  const match = /"token":"([^"]+)"/.exec(JSON.stringify(config));
  assert.ok(match?.[1] !== undefined);
  return match[1];
}
