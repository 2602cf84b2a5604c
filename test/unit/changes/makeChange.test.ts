import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import type { Approval, Approve, ClusterIdentity } from '../../../src/core/approval.ts';
import type { ChangeMaker, ChangeRequest, MadeChange } from '../../../src/core/changeAnswer.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { isKubeError } from '../../../src/core/kubeError.ts';
import type { Cluster } from '../../../src/core/ports.ts';
import { changeMaker, type ChangeParts } from '../../../src/changes/makeChange.ts';
import { valueAtSteps } from '../../../src/changes/plan/fieldSteps.ts';
import { BeforeImages } from '../../../src/changes/journal/beforeImages.ts';
import { Journal } from '../../../src/changes/journal/journal.ts';
import { systemClock } from '../../../src/systemClock.ts';
import { scaleDeployment } from '../../../src/tools/remediation/scaleDeployment.ts';
import { memoryCluster, type MemoryWorld } from '../../support/memoryCluster.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';
import { memoryServer, refusal, type MemoryServer } from '../../support/changes/memoryServer.ts';

const never = new AbortController().signal;

function cart(namespace = 'shop', more: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'cart', namespace, uid: 'cart-uid', generation: 1, resourceVersion: '1' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'cart' } },
      template: { metadata: { labels: { app: 'cart' } } },
    },
    ...more,
  };
}

interface Bench {
  readonly maker: ChangeMaker;
  readonly server: MemoryServer;
  readonly journal: Journal;
  readonly folder: string;
  request(replicas: number, approve?: Approve): ChangeRequest;
  scale(replicas: number, approve?: Approve, signal?: AbortSignal): Promise<MadeChange>;
}

/** As its controller has it a moment after a write. */
function settled(object: JsonObject): JsonObject {
  const { spec } = object;
  const replicas = typeof spec === 'object' && spec !== null && 'replicas' in spec ? (spec.replicas ?? 1) : 1;
  const counts = { replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas };
  return { ...object, status: { observedGeneration: 1, ...counts } };
}

/** Nothing happens in it while somebody watches. @param read the cluster as it is by then */
function restful(read: () => Cluster): Cluster {
  const own: Pick<Cluster, 'watch' | 'observed' | 'forget'> = {
    watch: (_kind, _query, _onEvent, signal) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
      ),
    observed: () => quiet,
    forget: () => void Object.assign(quiet, read(), own),
  };
  const quiet: Cluster = { ...read(), ...own };
  return quiet;
}

const folders: TemporaryFolder[] = [];

function bench(
  how: {
    readonly world?: Partial<MemoryWorld>;
    readonly object?: JsonObject;
    readonly more?: readonly JsonObject[];
    readonly parts?: Partial<ChangeParts>;
    readonly identity?: () => ClusterIdentity;
  } = {},
): Bench {
  const kept = temporaryFolder('kube-sre-change');
  const folder = kept.path;
  folders.push(kept);
  const object = how.object ?? cart();
  const server = memoryServer(object, ...(how.more ?? []));
  const journal = new Journal({ folder });
  const identity = how.identity ?? (() => ({ context: 'memory', server: 'https://memory', authority: 'a' }));
  const maker = changeMaker({
    open: () =>
      Promise.resolve({
        // What is read is what the server has by then
        cluster: restful(() =>
          memoryCluster({
            objects: [...server.objects.values()].map(settled),
            review: { allowed: true },
            ...how.world,
          }),
        ),
        identity: identity(),
        writer: server,
      }),
    enabled: { isEnabled: () => true, howToEnable: 'a person enables them' },
    journal,
    images: new BeforeImages({ folder, now: () => Date.now() }),
    clock: systemClock,
    folder,
    user: 'tester',
    host: 'here',
    patience: { request: 300, plan: 3000 },
    ...how.parts,
  });
  const at = valueAtSteps(object, ['metadata', 'namespace']);
  const namespace = typeof at === 'string' ? at : '';
  const request = (replicas: number, approve?: Approve): ChangeRequest => ({
    tool: 'scale_deployment',
    input: { namespace, name: 'cart', replicas },
    context: undefined,
    surface: 'test',
    draft: async (cluster, signal) => {
      const drafted = await scaleDeployment.draft(cluster, { namespace, name: 'cart', replicas }, signal);
      return 'steps' in drafted ? { ...drafted, watchSeconds: 0 } : drafted;
    },
    observer: {},
    ...(approve === undefined ? {} : { approve }),
  });
  return {
    maker,
    server,
    journal,
    folder,
    request,
    scale: (replicas, approve, signal = never) => maker.make(request(replicas, approve), signal),
  };
}

const yes: Approve = ({ plan }) => Promise.resolve({ answer: 'approved', digest: plan.digest, by: 'test' });
const says =
  (answer: Approval): Approve =>
  () =>
    Promise.resolve(answer);

async function nothingDone({ server, journal }: Bench): Promise<void> {
  assert.equal(server.writes.length, 0);
  assert.deepEqual(await journal.changes(10), []);
}

describe('a change', () => {
  after(() => {
    for (const folder of folders) folder.remove();
  });

  it('is planned, approved, kept, written, and can be taken back; and the undo too', async () => {
    const one = bench();
    const made = await one.scale(3, yes);
    assert.equal(made.verdict, 'applied');
    assert.match(made.headline, /^Scale shop\/cart from 1 to 3: done/);
    const id = made.change?.id ?? '';
    assert.equal(made.change?.undo, `kube-sre undo ${id}`);
    const undone = await one.maker.undo(id, { surface: 'test', approve: yes, observer: {} }, never);
    assert.equal(undone.verdict, 'undone');
    assert.equal(JSON.stringify(one.server.objects.get('cart')?.spec), JSON.stringify(cart().spec));
    const again = await one.maker.undo(undone.change?.id ?? '', { surface: 'test', approve: yes, observer: {} }, never);
    assert.equal(again.verdict, 'undone');
    assert.match(JSON.stringify(one.server.objects.get('cart')?.spec), /"replicas":3/);
    const kept = await one.journal.changes(10);
    assert.deepEqual(
      kept.map(({ intent, outcome, undoneBy }) => [intent.tool, outcome?.result, undoneBy !== undefined]),
      [
        ['undo', 'done', false],
        ['undo', 'done', true],
        // What undid it is undone itself
        ['scale_deployment', 'done', false],
      ],
    );
    assert.equal((await one.journal.check()).brokenAt, undefined);
  });

  it('is on the disk before it is on the server', async () => {
    const one = bench();
    one.server.arriving = () => {
      assert.match(kept, /"type":"intent"/);
      assert.doesNotMatch(kept, /"type":"outcome"/);
    };
    let kept = '';
    const read = one.server.read.bind(one.server);
    one.server.read = async (target, signal) => {
      kept = await readFile(path.join(one.folder, 'journal.jsonl'), 'utf8').catch(() => '');
      return read(target, signal);
    };
    assert.equal((await one.scale(3, yes)).verdict, 'applied');
    assert.equal(one.server.writes.length, 1);
  });

  it('does not happen where it cannot be kept', async () => {
    const one = bench();
    await writeFile(path.join(one.folder, 'before'), 'no folder');
    await assert.rejects(one.scale(3, yes), /cannot be kept in the journal .*, so nothing was changed/);
    assert.equal(one.server.writes.length, 0);
  });

  it('that cannot be kept is no defect of ours: it says which place refuses it, and what helps', async function () {
    if (process.platform !== 'linux') this.skip();
    const refused = bench();
    await mkdir(path.join(refused.folder, 'journal.jsonl'));
    const nowhere = bench({ parts: { images: new BeforeImages({ folder: '/proc/nope', now: () => Date.now() }) } });
    for (const [one, place, hint] of [
      [refused, path.join(refused.folder, 'journal.jsonl'), /a folder that can be written to, or name another folder/],
      [nowhere, '/proc/nope/before', /a folder that can be written to, or name another folder/],
    ] as const) {
      await assert.rejects(one.scale(3, yes), (error) => {
        assert.ok(isKubeError(error));
        const { code, headline = '', hint: helps = '' } = error.facts;
        assert.equal(code, 'bad_input');
        assert.match(headline, /^Nothing was changed, since/);
        assert.ok(headline.includes(place), headline);
        assert.match(helps, hint);
        return true;
      });
      assert.equal(one.server.writes.length, 0);
    }
  });

  it('that could not be kept is not put to a person', async function () {
    if (process.platform !== 'linux') this.skip();
    const nowhere = bench({ parts: { journal: new Journal({ folder: '/proc/nope' }) } });
    let asked = 0;
    await assert.rejects(
      nowhere.scale(3, () => {
        asked += 1;
        return Promise.resolve({ answer: 'absent' });
      }),
      (error) => isKubeError(error) && /^Nothing was changed, since .*\/proc\/nope/.test(error.facts.headline ?? ''),
    );
    assert.equal(asked, 0);
  });

  for (const [what, answer, verdict, by] of [
    ['nobody can be asked', { answer: 'absent' }, 'blocked', 'approval'],
    ['the person says no', { answer: 'declined' }, 'declined', undefined],
    [
      'another plan was approved',
      { answer: 'approved', digest: `sha256:${'0'.repeat(64)}`, by: 'test' },
      'blocked',
      undefined,
    ],
  ] as const)
    it(`does not happen where ${what}`, async () => {
      const one = bench();
      const made = await one.scale(3, says(answer));
      assert.equal(made.verdict, verdict);
      assert.equal(made.blockedBy, by);
      assert.equal(made.error?.code, answer.answer === 'approved' ? 'conflict' : undefined);
      assert.ok(made.plan !== undefined);
      await nothingDone(one);
    });

  it('tells a model that was told no to stop and ask', async () => {
    const { headline, next } = await bench().scale(3, says({ answer: 'declined' }));
    assert.match(headline, /^Not approved, the person said no: .*Do not try again or another way: tell the person/);
    assert.deepEqual(next, []);
  });

  it('does not put a no into the mouth of a person who said nothing, and says why nobody was asked', async () => {
    const because = 'the question was closed without an answer';
    const closed = await bench().scale(3, says({ answer: 'declined', because }));
    assert.match(closed.headline, /^Not approved, the question was closed without an answer: /);
    const unasked = await bench().scale(3, says({ answer: 'absent', because: 'this client cannot ask a person' }));
    assert.match(unasked.headline, /waits for approval: this client cannot ask a person\.$/);
  });

  it('does not happen where changes are not enabled, nor where they were switched off meanwhile', async () => {
    const off = bench({ parts: { enabled: { isEnabled: () => false, howToEnable: 'a person enables them' } } });
    const made = await off.scale(3, yes);
    assert.deepEqual([made.verdict, made.blockedBy, made.plan], ['blocked', 'disabled', undefined]);
    await nothingDone(off);
    let asked = 0;
    const later = bench({ parts: { enabled: { isEnabled: () => asked++ === 0, howToEnable: 'later' } } });
    assert.equal((await later.scale(3, yes)).blockedBy, 'disabled');
    await nothingDone(later);
  });

  it('wants the name of what is protected typed, whoever protects it', async () => {
    const typed =
      (name: string): Approve =>
      ({ plan }) =>
        Promise.resolve({ answer: 'approved', digest: plan.digest, by: 'test', typed: name });
    for (const namespace of ['kube-system', 'shop-prod', 'billing', 'team-a']) {
      const made = async (approve: Approve): Promise<[MadeChange, Bench]> => {
        const one = bench({
          object: cart(namespace),
          parts: {
            enabled: {
              isEnabled: () => true,
              howToEnable: '',
              protects: () => ({ contexts: [], namespaces: ['team-*'] }),
            },
          },
        });
        await writeFile(path.join(one.folder, 'safety.json'), '{"protectedNamespaces":["billing"]}');
        return [await one.scale(3, approve), one];
      };
      for (const approve of [yes, typed('kube'), typed('')]) {
        const [refused, one] = await made(approve);
        assert.equal(refused.blockedBy, 'protected', namespace);
        assert.deepEqual(refused.plan?.protected, { what: 'namespace', name: namespace });
        await nothingDone(one);
      }
      const [applied] = await made(typed(namespace));
      assert.equal(applied.verdict, 'applied', namespace);
    }
  });

  it('does not happen where nobody can tell what is protected', async () => {
    for (const text of ['{', '[]', '{"protectedNamespace":["typo"]}', '{"approvalHook":{"command":"rm -rf /"}}']) {
      const one = bench();
      await writeFile(path.join(one.folder, 'safety.json'), text);
      const made = await one.scale(3, yes);
      assert.equal(made.blockedBy, 'protected', text);
      assert.match(made.headline, /safety\.json/);
      await nothingDone(one);
    }
  });

  it('asks the approval hook, whose refusal and whose failure are a no', async () => {
    const program = (source: string) => ({ command: [process.execPath, '-e', source] });
    const reads = `let t='';process.stdin.on('data',c=>t+=c).on('end',()=>{const {plan}=JSON.parse(t);`;
    for (const [hook, allows, words] of [
      [program(`${reads}process.exit(plan.title.includes('cart')?0:1)})`), true, undefined],
      [program(`${reads}console.error('not on a Friday');process.exit(3)})`), false, /not on a Friday/],
      [program('process.exit(1)'), false, /exit code 1/],
      [{ command: ['/no/such/program'] }, false, /failed/],
      [{ url: 'http://127.0.0.1:1/' }, false, /failed/],
    ] as const) {
      const one = bench();
      await writeFile(path.join(one.folder, 'safety.json'), JSON.stringify({ approvalHook: hook }));
      const made = await one.scale(3, yes);
      assert.equal(made.verdict, allows ? 'applied' : 'blocked');
      if (allows) continue;
      assert.equal(made.blockedBy, 'hook');
      assert.match(made.headline, words);
      await nothingDone(one);
    }
  });

  it('asks an approval hook at an address by its status', async () => {
    const asked: string[] = [];
    const hook = http.createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        asked.push(text);
        response.writeHead(asked.length === 1 ? 204 : 403).end(asked.length === 1 ? '' : 'freeze');
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    try {
      const address = hook.address();
      assert.ok(typeof address === 'object' && address !== null);
      const one = bench();
      const rules = { approvalHook: { url: `http://127.0.0.1:${address.port}/` } };
      await writeFile(path.join(one.folder, 'safety.json'), JSON.stringify(rules));
      assert.equal((await one.scale(3, yes)).verdict, 'applied');
      const refused = await one.scale(5, yes);
      assert.deepEqual([refused.verdict, refused.blockedBy], ['blocked', 'hook']);
      assert.match(refused.headline, /403 \(freeze\)/);
      assert.equal(one.server.writes.length, 1);
      assert.match(asked[0] ?? '', /"title":"Scale shop\/cart from 1 to 3"/);
    } finally {
      hook.close();
    }
  });

  it('does not happen where it is not allowed, and says which verb on what', async () => {
    const one = bench({ world: { review: { allowed: false } } });
    const made = await one.scale(3, yes);
    assert.equal(made.blockedBy, 'permission');
    assert.match(made.headline, /you may not patch deployments\/scale in namespace shop/);
    await nothingDone(one);
  });

  it('does not happen where the server would refuse it', async () => {
    const one = bench();
    one.server.dryRun = ({ target }) =>
      Promise.reject(refusal(target, 'patch', 'forbidden', 403, 'exceeded quota: pods'));
    assert.equal((await one.scale(3, yes)).blockedBy, 'quota');
    one.server.dryRun = ({ target }) => Promise.reject(refusal(target, 'patch', 'forbidden', 403, 'policy says no'));
    const made = await one.scale(3, yes);
    assert.deepEqual([made.verdict, made.error?.code, made.plan?.dryRun.accepted], ['unknown', 'forbidden', false]);
    await nothingDone(one);
  });

  it('is tried out on the object as it is by then: a status that is written meanwhile is no refusal', async () => {
    const one = bench();
    const dryRun = one.server.dryRun.bind(one.server);
    one.server.dryRun = (write, signal) => {
      one.server.change('cart', (object) => ({ ...object, status: { observedGeneration: 2 } }));
      return dryRun(write, signal);
    };
    assert.equal((await one.scale(3, yes)).plan?.dryRun.accepted, true);
  });

  it('goes on with a warning where a webhook takes no dry run', async () => {
    const one = bench();
    one.server.dryRun = ({ target }) =>
      Promise.reject(refusal(target, 'patch', 'forbidden', 400, 'admission webhook "x" does not support dry run'));
    const made = await one.scale(3, yes);
    assert.equal(made.verdict, 'applied');
    assert.ok(made.plan !== undefined);
    assert.equal(made.plan.dryRun.accepted, null);
    assert.match(made.plan.warnings.join(), /could not try it out/);
  });

  it('says of an approval that fits nothing that it may never have been for this, and gives the plan as it is now', async () => {
    const one = bench();
    const made = await one.scale(3, says({ answer: 'approved', digest: `sha256:${'0'.repeat(64)}`, by: 'test' }));
    assert.match(made.headline, /Either the cluster has changed since, or it was given for something else/);
    assert.equal(made.plan?.title, 'Scale shop/cart from 1 to 3');
  });

  for (const digest of ['', 'yes', '0'.repeat(64), `sha256:${'A'.repeat(64)}`, `sha256:${'0'.repeat(63)}`])
    it(`calls what is no digest a wrong input, and not a change of the cluster: ${JSON.stringify(digest)}`, async () => {
      const one = bench();
      const made = await one.scale(3, says({ answer: 'approved', digest, by: 'test' }));
      assert.deepEqual([made.verdict, made.error?.code], ['blocked', 'bad_input']);
      assert.doesNotMatch(made.headline, /cluster has changed/);
      await nothingDone(one);
    });

  it('is cancelled, and not refused by the hook, where it is cancelled while the hook is asked', async () => {
    const one = bench();
    const hook = { command: [process.execPath, '-e', 'setInterval(()=>{},1000)'] };
    await writeFile(path.join(one.folder, 'safety.json'), JSON.stringify({ approvalHook: hook }));
    const stop = new AbortController();
    const made = one.scale(
      3,
      (question, signal) => {
        setTimeout(() => stop.abort(), 100);
        return yes(question, signal);
      },
      stop.signal,
    );
    await assert.rejects(made, { name: 'AbortError' });
    await nothingDone(one);
  });

  describe('that somebody was quicker than, between the approval and the write', () => {
    const after =
      (change: (one: Bench) => void, one: Bench): Approve =>
      (question, signal) => {
        change(one);
        return yes(question, signal);
      };
    const scaledTo = (replicas: number) => (one: Bench) =>
      one.server.change('cart', (object) => ({ ...object, spec: { ...(cart().spec as JsonObject), replicas } }));

    it('is kept as a conflict, and planned anew from what is there now', async () => {
      const one = bench();
      let approved = '';
      const made = await one.scale(3, (question, signal) => {
        approved = question.plan.digest;
        return after(scaledTo(2), one)(question, signal);
      });
      assert.deepEqual([made.verdict, made.error?.code], ['blocked', 'conflict']);
      assert.match(made.headline, /somebody has changed it since the approval\. Nothing was changed; the new plan is/);
      assert.equal(made.plan?.title, 'Scale shop/cart from 2 to 3');
      assert.notEqual(made.plan.digest, approved);
      assert.equal(one.server.writes.length, 0);
      assert.equal((await one.journal.changes(1))[0]?.outcome?.result, 'conflict');
      const { digest } = made.plan;
      const again = await one.scale(3, says({ answer: 'approved', digest, by: 'test' }));
      assert.equal(again.verdict, 'applied');
    });

    it('says so where it is as it was wanted by now, and offers no plan', async () => {
      const one = bench();
      const made = await one.scale(3, after(scaledTo(3), one));
      assert.deepEqual([made.error?.code, made.plan], ['conflict', undefined]);
      assert.match(made.headline, /Nothing was changed\. By now: .*already/);
    });

    it('says so where it is gone, and offers no plan', async () => {
      const one = bench();
      const made = await one.scale(
        3,
        after(({ server }) => server.objects.delete('cart'), one),
      );
      assert.deepEqual([made.error?.code, made.plan], ['conflict', undefined]);
      assert.match(
        made.headline,
        /it is gone since the approval\. Nothing was changed, and it cannot be planned again: /,
      );
    });

    it('says so where it would be refused by now', async () => {
      const one = bench();
      const made = await one.scale(
        3,
        after((here) => {
          scaledTo(2)(here);
          here.server.dryRun = ({ target }) =>
            Promise.reject(refusal(target, 'patch', 'forbidden', 403, 'exceeded quota: pods'));
        }, one),
      );
      assert.deepEqual([made.error?.code, made.blockedBy], ['conflict', 'quota']);
      assert.match(made.headline, /By now: Scaling .* is blocked: the server would refuse it: exceeded quota/);
      assert.equal(made.headline.match(/Nothing was changed/g)?.length, 1);
    });

    it('says so where it is the same plan again, since others only write to it all the time', async () => {
      const one = bench();
      one.server.arriving = ({ target }) => {
        one.server.change('cart', (object) => ({ ...object, status: { observedGeneration: Math.random() } }));
        throw refusal(target, 'patch', 'conflict', 409, 'the object has been modified');
      };
      const made = await one.scale(3, yes);
      assert.equal(made.error?.code, 'conflict');
      assert.match(
        made.headline,
        /the object has been modified\. Nothing was changed; planned again, it is the same plan/,
      );
    });
  });

  it('of several steps that somebody was quicker than after the first is done in part', async () => {
    const second = { ...cart(), metadata: { ...(cart().metadata as JsonObject), name: 'till', uid: 'till-uid' } };
    const one = bench({ more: [second] });
    one.server.answering = () => one.server.change('till', (object) => ({ ...object, spec: { replicas: 7 } }));
    const made = await one.maker.make(
      {
        ...one.request(3, yes),
        draft: async (cluster, signal) => {
          const drafted = await one.request(3).draft(cluster, signal);
          assert.ok('steps' in drafted);
          const [step] = drafted.steps;
          assert.ok(step !== undefined);
          return { ...drafted, steps: [step, { ...step, uid: 'till-uid', target: { ...step.target, name: 'till' } }] };
        },
      },
      never,
    );
    assert.deepEqual([made.verdict, made.error?.code], ['unknown', 'conflict']);
    assert.match(made.headline, /stopped after 1 of 2 steps: somebody has changed it since/);
    assert.doesNotMatch(JSON.stringify([made.headline, made.error]), /nothing was (changed|written)|new plan/i);
    assert.equal(made.change?.undo, `kube-sre undo ${made.change?.id ?? ''}`);
    assert.equal((await one.journal.changes(1))[0]?.outcome?.result, 'partial');
  });

  it('on a journal that is not whole says so before the approval', async () => {
    const one = bench();
    await one.scale(3, yes);
    await rm(path.join(one.folder, 'journal.jsonl'));
    let asked: readonly string[] = [];
    const made = await one.scale(4, (question, signal) => {
      asked = question.plan.warnings;
      return yes(question, signal);
    });
    await assert.rejects(
      one.maker.undo('01J', { surface: 'test', observer: {} }, never),
      /no such change in the journal, which is not whole \(entries 1 to 3 are missing/,
    );
    assert.match(asked[0] ?? '', /^The journal of changes is not whole \(all 3 entries are gone\)/);
    assert.equal(made.verdict, 'applied');
    assert.deepEqual(made.plan?.warnings, asked);
  });

  it('that can be taken back only while its rollout runs offers no undo once that has ended', async () => {
    const one = bench();
    const request = one.request(3, yes);
    const made = await one.maker.make(
      {
        ...request,
        draft: async (cluster, signal) => {
          const drafted = await request.draft(cluster, signal);
          assert.ok('steps' in drafted);
          return { ...drafted, watchSeconds: 2, undo: { possible: true, exact: true, onlyWhile: 'rollout' as const } };
        },
      },
      never,
    );
    assert.deepEqual([made.verdict, made.change?.verified?.settled, made.change?.undo], ['applied', true, null]);
  });

  it('of which nobody knows what came of it says so too where that could not be kept', async () => {
    const one = bench();
    one.server.arriving = ({ target }) => {
      rmSync(path.join(one.folder, 'journal.jsonl'));
      mkdirSync(path.join(one.folder, 'journal.jsonl'));
      throw refusal(target, 'patch', 'forbidden', 403, 'no');
    };
    const made = await one.scale(3, yes);
    assert.match(
      made.headline,
      /failed: no\. Nothing was changed\. Its outcome could not be kept in the journal: .*EISDIR/,
    );
  });

  it('is no success where nobody knows what became of it', async () => {
    const one = bench();
    one.server.arriving = ({ target }) => {
      throw refusal(target, 'patch', 'unreachable', 503, 'no leader');
    };
    const made = await one.scale(3, yes);
    assert.deepEqual([made.verdict, made.error?.code], ['unknown', 'timeout']);
    assert.equal((await one.journal.changes(1))[0]?.outcome?.result, 'unknown');
  });
});

describe('an undo', () => {
  const how = { surface: 'test' as const, approve: yes, observer: {} };

  it('stops where somebody has changed the same since', async () => {
    const one = bench();
    const { change } = await one.scale(3, yes);
    one.server.change('cart', (object) => ({ ...object, spec: { replicas: 7 } }));
    await assert.rejects(
      one.maker.undo(change?.id ?? '', how, never),
      /it has changed since: spec\.replicas is 7 and not 3\. Nothing was changed/,
    );
    assert.equal(one.server.writes.length, 1);
  });

  it('goes on where somebody has changed something else', async () => {
    const one = bench();
    const { change } = await one.scale(3, yes);
    one.server.change('cart', (object) => ({
      ...object,
      metadata: { ...(cart().metadata as JsonObject), labels: { a: 'b' } },
    }));
    assert.equal((await one.maker.undo(change?.id ?? '', how, never)).verdict, 'undone');
  });

  it('needs an approval as every change does, and happens once', async () => {
    const one = bench();
    const id = (await one.scale(3, yes)).change?.id ?? '';
    const waits = await one.maker.undo(id, { surface: 'test', observer: {} }, never);
    assert.deepEqual([waits.verdict, waits.blockedBy], ['blocked', 'approval']);
    assert.equal((await one.maker.undo(id, how, never)).verdict, 'undone');
    const again = await one.maker.undo(id, how, never);
    assert.equal(again.verdict, 'answered');
    assert.match(again.headline, /is undone already/);
    assert.equal(one.server.writes.length, 2);
  });

  it('that brings pods back looks at no node, and offers to', async () => {
    const one = bench();
    const { change } = await one.scale(0, yes);
    const { plan, next } = await one.maker.undo(change?.id ?? '', { surface: 'test', observer: {} }, never);
    assert.equal(plan?.blastRadius.podsAdded, 1);
    assert.deepEqual(
      next.map(({ tool, input }) => [tool, input.replicas]),
      [['check_scaling_capacity', 1]],
    );
  });

  it('is refused where the context leads to another cluster by now', async () => {
    let server = 'https://memory';
    const one = bench({ identity: () => ({ context: 'memory', server, authority: 'a' }) });
    const { change } = await one.scale(3, yes);
    server = 'https://elsewhere';
    await assert.rejects(one.maker.undo(change?.id ?? '', how, never), /leads to another cluster/);
    assert.equal(one.server.writes.length, 1);
  });

  it('is not offered for what is not in the journal, or whose before-image is gone', async () => {
    const one = bench();
    await assert.rejects(one.maker.undo('01J', how, never), /there is no such change in the journal/);
    const { change } = await one.scale(3, yes);
    await rm(path.join(one.folder, 'before'), { recursive: true });
    const made = await one.maker.undo(change?.id ?? '', how, never);
    assert.match(made.headline, /not kept any more/);
  });

  it('is refused where the before-image was tampered with', async () => {
    const one = bench();
    const id = (await one.scale(3, yes)).change?.id ?? '';
    const file = path.join(one.folder, 'before', `${id}.json`);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"value":1', '"value":0'));
    await assert.rejects(one.maker.undo(id, how, never), /has changed since it was written/);
    assert.equal(one.server.writes.length, 1);
  });
});
