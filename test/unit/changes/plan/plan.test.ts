import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ClusterIdentity } from '../../../../src/core/approval.ts';
import { timeOfWrite, type Draft, type DraftStep, type FieldChange } from '../../../../src/core/draft.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { isKubeError } from '../../../../src/core/kubeError.ts';
import { executeStep } from '../../../../src/changes/executor/executeStep.ts';
import { canonicalJson } from '../../../../src/core/canonicalJson.ts';
import { inverseStep } from '../../../../src/changes/plan/inverseStep.ts';
import { objectDiff } from '../../../../src/changes/plan/objectDiff.ts';
import { planDigest } from '../../../../src/changes/plan/planDigest.ts';
import { preflight } from '../../../../src/changes/plan/preflight.ts';
import { readSteps } from '../../../../src/changes/plan/readSteps.ts';
import { stepWrite } from '../../../../src/changes/plan/stepWrite.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';
import { memoryServer, type MemoryServer } from '../../../support/changes/memoryServer.ts';

const target = { apiVersion: 'apps/v1', kind: 'Deployment', resource: 'deployments', namespace: 'shop', name: 'cart' };
const cluster: ClusterIdentity = { context: 'demo', server: 'https://demo', authority: 'a' };
const never = new AbortController().signal;
const patch = (...set: readonly FieldChange[]): DraftStep => ({ do: 'patch', target, set });
const deployment = (spec: JsonObject, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'cart', namespace: 'shop', uid: 'u', ...more },
  spec,
});

async function digestOf(server: MemoryServer, step: DraftStep, of = cluster, tool = 'scale_deployment') {
  return planDigest(of, tool, await readSteps(server, [step], 'salt', never));
}

describe('the digest of a plan', () => {
  const step = patch({ field: ['spec', 'replicas'], value: 3 });

  it('stays the same while only versions, statuses and labels change', async () => {
    const server = memoryServer(deployment({ replicas: 1 }));
    const before = await digestOf(server, step);
    server.change('cart', (object) => ({ ...object, status: { replicas: 1 } }));
    assert.equal(await digestOf(server, step), before);
  });

  it('differs for another cluster, tool, body, value or object', async () => {
    const server = memoryServer(deployment({ replicas: 1 }));
    const digests = [
      await digestOf(server, step),
      await digestOf(server, step, { ...cluster, context: 'prod' }),
      await digestOf(server, step, { ...cluster, server: 'https://other' }),
      await digestOf(server, step, { ...cluster, authority: 'b' }),
      await digestOf(server, step, cluster, 'undo'),
      await digestOf(server, patch({ field: ['spec', 'replicas'], value: 4 })),
      await digestOf(memoryServer(deployment({ replicas: 2 })), step),
      await digestOf(memoryServer(deployment({ replicas: 1 }, { uid: 'v' })), step),
    ];
    assert.equal(new Set(digests).size, digests.length);
  });

  it('does not hold the time at which a restart will be written', async () => {
    const server = memoryServer(deployment({}));
    const restart = patch({
      field: ['spec', 'template', 'metadata', 'annotations', 'restartedAt'],
      value: timeOfWrite,
    });
    const [read] = await readSteps(server, [restart], 'salt', never);
    const writes = [0, 60_000].map((now) => JSON.stringify(stepWrite(restart, read?.before, now)));
    assert.notEqual(writes[0], writes[1]);
    assert.match(writes[0] ?? '', /"1970-01-01T00:00:00Z"/);
    assert.equal(await digestOf(server, restart), await digestOf(server, restart));
  });
});

describe('a patch', () => {
  it('makes the parents that are missing, once', () => {
    const set = ['a.b/c', 'd'].map((key) => ({
      field: ['spec', 'template', 'metadata', 'annotations', key],
      value: key,
    }));
    const write = stepWrite(patch(...set), deployment({ template: {} }), 0);
    assert.ok(write.do === 'patch');
    assert.deepEqual(
      write.operations.filter(({ op }) => op === 'add').map(({ path }) => path),
      [
        '/spec/template/metadata',
        '/spec/template/metadata/annotations',
        '/spec/template/metadata/annotations/a.b~1c',
        '/spec/template/metadata/annotations/d',
      ],
    );
  });

  it('is taken back by its inverse, whatever was there before', async () => {
    const key = fc.constantFrom('a', 'b', 'c/d', 'e~f');
    const value = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer(), { maxLength: 2 }));
    const inner = fc.dictionary(key, value, { maxKeys: 3 });
    const set = fc.uniqueArray(
      fc.record({
        field: fc.tuple(fc.constant('spec'), fc.constantFrom('x', 'y'), key),
        value: fc.option(value, { nil: undefined }),
      }),
      {
        minLength: 1,
        maxLength: 4,
        selector: ({ field }) => field.join('/'),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom('x', 'y'), inner), set, async (spec, changes) => {
        const object = deployment(JSON.parse(JSON.stringify(spec)) as JsonObject);
        const server = memoryServer(object);
        const step = patch(
          ...changes.map(({ field, value: to }) => ({ field, ...(to === undefined ? {} : { value: to }) })),
        );
        for (const one of [step, inverseStep(step, server.objects.get('cart'))]) {
          assert.ok(one !== undefined);
          const [read] = await readSteps(server, [one], 'salt', never);
          assert.ok(read !== undefined);
          const clock = { now: () => 0, sleep: () => Promise.resolve() };
          const { result } = await executeStep(
            { writer: server, clock, now: () => 0, salt: 'salt', patience: 300 },
            read,
          );
          assert.equal(result, 'done');
        }
        // A map that was made for a field stays, empty: the server leaves it out
        const bare = (one: unknown): string =>
          canonicalJson(one)
            .replace(/"[xy]":\{\},?/g, '')
            .replace(/,\}/g, '}');
        assert.equal(bare(server.objects.get('cart')?.spec), bare(object.spec));
      }),
    );
  });
});

describe('an undo that finds another state', () => {
  const field = ['spec', 'replicas'];

  const conflictOf = async (object: JsonObject, step: DraftStep): Promise<string> => {
    const error: unknown = await readSteps(memoryServer(object), [step], 'salt', never).catch((one: unknown) => one);
    assert.ok(isKubeError(error));
    return error.facts.detail;
  };

  it('names the fields that are not as the change has left them, and blames nobody', async () => {
    const token = ['metadata', 'annotations', 'example.com/token'];
    const values = { 'spec.replicas': 5, "metadata.annotations['example.com/token']": 'hunter2-old' };
    const step = patch({ field, value: 1 }, { field: token, value: 'x' });
    const found = deployment({ replicas: 3 }, { annotations: { 'example.com/token': 'hunter2-new' } });
    assert.equal(
      await conflictOf(found, { ...step, expects: { uid: 'u', values } }),
      "it has changed since: spec.replicas is 3 and not 5, metadata.annotations['example.com/token'] is another. Nothing was changed",
    );
    const gone = await conflictOf(deployment({}), {
      ...patch({ field, value: 1 }),
      expects: { uid: 'u', values: { 'spec.replicas': 5 } },
    });
    assert.match(gone, /spec\.replicas is not set and not 5/);
  });

  it('tells an object that still ends from another of its name', async () => {
    const create: DraftStep = { do: 'create', target, body: deployment({}) };
    const ending = deployment({}, { deletionTimestamp: '2026-11-25T10:00:00Z', finalizers: ['example.com/wait'] });
    assert.equal(
      await conflictOf(ending, create),
      'it is still ending, held by example.com/wait: it cannot be saved, and can be made again once it is gone. Nothing was changed',
    );
    assert.equal(await conflictOf(deployment({}), create), 'there is one of this name already. Nothing was changed');
  });
});

describe('what a plan shows of a change', () => {
  it('is each field before and after, and no credential', () => {
    const container = (value: string): JsonObject => ({
      template: {
        spec: { containers: [{ name: 'web', image: `web:${value.length}`, env: [{ name: 'DB_PASSWORD', value }] }] },
      },
    });
    const diff = objectDiff(deployment(container('hunter2')), deployment(container('correct-horse')), 'salt');
    assert.deepEqual(
      diff.map(({ path }) => path),
      ['spec.template.spec.containers[0].image', 'spec.template.spec.containers[0].env[0].value'],
    );
    assert.doesNotMatch(JSON.stringify(diff), /hunter2|correct-horse/);
    const { before, after } = diff[1] ?? {};
    for (const side of [before, after]) assert.match(String(side), /^\[masked [0-9a-f]{12}\]$/);
    assert.notEqual(before, after, 'a credential that changes reads as no change');
  });

  it('is nothing of a Secret but hashes', () => {
    const secret: JsonObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'login' },
      data: { password: Buffer.from('hunter2').toString('base64') },
    };
    const text = JSON.stringify(objectDiff(secret, undefined, 'salt'));
    assert.match(text, /"bytes":7/);
    assert.ok(!text.includes(Buffer.from('hunter2').toString('base64')));
  });
});

describe('the plan of a change in a protected place', () => {
  async function warningsOf(what: 'namespace' | 'context', more: Partial<Draft> = {}): Promise<readonly string[]> {
    const server = memoryServer(deployment({ replicas: 1 }));
    const draft: Draft = {
      scope: {},
      title: 'Scale',
      doing: 'Scaling',
      effect: '',
      steps: [patch({ field: ['spec', 'replicas'], value: 3 })],
      undo: { possible: true, exact: true },
      blastRadius: { podsAdded: 0, podsRemoved: 0 },
      warnings: ['Something else.'],
      then: { type: 'there', object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' } },
      watchSeconds: 1,
      findings: [],
      gaps: [],
      next: [],
      ...more,
    };
    const parts = {
      cluster: memoryCluster({ objects: [] }),
      identity: cluster,
      server,
      isProtected: () => ({ what, name: 'prod' }),
    };
    return (await preflight(parts, 'scale_deployment', draft, never)).plan.warnings;
  }

  it('warns first of all that its name has to be typed, or that it is refused there', async () => {
    assert.deepEqual(await warningsOf('namespace'), [
      'Namespace prod is protected: its name has to be typed.',
      'Something else.',
    ]);
    const refusing = { refusedWhereProtected: true } as const;
    assert.equal((await warningsOf('context', refusing))[0], 'Context prod is protected: its name has to be typed.');
    assert.equal(
      (await warningsOf('namespace', refusing))[0],
      'Namespace prod is protected: nothing in it is deleted from here.',
    );
  });
});
