import assert from 'node:assert/strict';
import type { DraftStep } from '../../../../src/core/draft.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { executeStep, type ExecutorParts } from '../../../../src/changes/executor/executeStep.ts';
import { readSteps } from '../../../../src/changes/plan/readSteps.ts';
import { memoryServer, refusal, type MemoryServer } from '../../../support/changes/memoryServer.ts';

const target = { apiVersion: 'apps/v1', kind: 'Deployment', resource: 'deployments', namespace: 'shop', name: 'cart' };
const scale: DraftStep = {
  do: 'patch',
  target,
  subresource: 'scale',
  set: [{ field: ['spec', 'replicas'], value: 3 }],
};
const remove: DraftStep = { do: 'delete', target, propagation: 'Background' };
const cart: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'cart', namespace: 'shop' },
  spec: { replicas: 1, paused: false },
};
const never = new AbortController().signal;

function parts(server: MemoryServer): ExecutorParts {
  return {
    writer: server,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    now: () => 0,
    salt: 'salt',
    patience: 300,
  };
}

async function execute(server: MemoryServer, step: DraftStep) {
  const [read] = await readSteps(server, [step], 'salt', never);
  assert.ok(read !== undefined);
  return { read, run: () => executeStep(parts(server), read) };
}

const replicas = ({ objects }: MemoryServer): unknown => {
  const { spec } = objects.get('cart') ?? {};
  return typeof spec === 'object' && spec !== null && 'replicas' in spec ? spec.replicas : undefined;
};

describe('a step of a change', () => {
  it('writes to the version that it has just read, and to that uid', async () => {
    const server = memoryServer(cart);
    const { run } = await execute(server, scale);
    assert.equal((await run()).result, 'done');
    assert.equal(replicas(server), 3);
    const [write] = server.writes;
    assert.ok(write?.do === 'patch');
    assert.deepEqual(
      write.operations.map(({ op, path }) => `${op} ${path}`),
      ['test /metadata/uid', 'test /metadata/resourceVersion', 'add /spec/replicas'],
    );
  });

  it('goes on where others wrote something else meanwhile, and writes once', async () => {
    const server = memoryServer(cart);
    const { run } = await execute(server, scale);
    server.change('cart', (object) => ({ ...object, status: { replicas: 1 } }));
    let rivals = 2;
    server.arriving = () => {
      if (rivals-- > 0) server.change('cart', (object) => ({ ...object, status: { replicas: rivals } }));
    };
    assert.equal((await run()).result, 'done');
    assert.equal(replicas(server), 3);
    assert.equal(server.writes.length, 3);
  });

  it('gives up after three looks at an object that never rests', async () => {
    const server = memoryServer(cart);
    const { run } = await execute(server, scale);
    server.arriving = () => server.change('cart', (object) => ({ ...object, status: { at: server.writes.length } }));
    const { result } = await run();
    assert.equal(result, 'conflict');
    assert.equal(server.writes.length, 3);
    assert.equal(replicas(server), 1);
  });

  for (const [what, change, words] of [
    [
      'the value that it replaces',
      (object: JsonObject) => ({ ...object, spec: { replicas: 2 } }),
      'somebody has changed it since the approval',
    ],
    [
      'the object itself, by another of its name',
      (object: JsonObject) => ({ ...object, metadata: { name: 'cart', uid: 'other' } }),
      'another object has its name since the approval',
    ],
  ] as const)
    it(`writes nothing where somebody has changed ${what} since the approval`, async () => {
      const server = memoryServer(cart);
      const { run } = await execute(server, scale);
      server.change('cart', change);
      const { result, error } = await run();
      assert.equal(result, 'conflict');
      assert.equal(error?.facts.detail, words);
      assert.equal(server.writes.length, 0);
    });

  it('writes nothing where it is gone', async () => {
    const server = memoryServer(cart);
    const { run } = await execute(server, scale);
    server.objects.delete('cart');
    assert.equal((await run()).result, 'conflict');
    assert.equal(server.writes.length, 0);
  });

  it('is done where the answer got lost and its effect is there, and is not sent again', async () => {
    for (const step of [scale, remove]) {
      const server = memoryServer(cart);
      const { run } = await execute(server, step);
      server.answering = ({ do: verb }) => {
        throw refusal(target, verb, 'unreachable', 504, 'gateway timeout');
      };
      assert.equal((await run()).result, 'done');
      assert.equal(server.writes.length, 1);
    }
  });

  it('has failed where the answer got lost, and the object has moved on without it', async () => {
    const server = memoryServer(cart);
    const { run } = await execute(server, scale);
    server.arriving = ({ do: verb }) => {
      server.change('cart', (object) => ({ ...object, status: { replicas: 1 } }));
      throw refusal(target, verb, 'unreachable', 503, 'no leader');
    };
    assert.equal((await run()).result, 'failed');
    assert.equal(server.writes.length, 1);
  });

  it('is unknown where the answer got lost and nothing can be seen of it: it may still happen', async () => {
    const server = memoryServer(cart);
    const { run } = await execute(server, scale);
    server.arriving = ({ do: verb }) => {
      throw refusal(target, verb, 'unreachable', 503, 'no leader');
    };
    const { result, error } = await run();
    assert.equal(result, 'unknown');
    assert.equal(error?.facts.unsettled, true);
    assert.equal(server.writes.length, 1);
  });

  it('is unknown where it cannot be read back', async () => {
    const server = memoryServer(cart);
    const { run } = await execute(server, scale);
    server.answering = ({ do: verb }) => {
      server.read = () => Promise.reject(refusal(target, 'get', 'unreachable', 503, 'gone away'));
      throw refusal(target, verb, 'unreachable', 503, 'no leader');
    };
    assert.equal((await run()).result, 'unknown');
  });

  it('has failed, after one more look, where the server takes no such patch', async () => {
    const server = memoryServer(cart);
    const { run } = await execute(server, scale);
    server.arriving = () => {
      throw refusal(target, 'patch', 'conflict', 422, 'the server rejected our request due to an error in our request');
    };
    assert.equal((await run()).result, 'failed');
    assert.equal(server.writes.length, 1);
  });

  it('has failed where the server refuses it', async () => {
    const server = memoryServer(cart);
    const { run } = await execute(server, scale);
    server.arriving = ({ do: verb }) => {
      throw refusal(target, verb, 'forbidden', 403, 'no');
    };
    assert.equal((await run()).result, 'failed');
    assert.equal(server.writes.length, 1);
  });
});
