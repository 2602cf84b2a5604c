import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '../../../src/core/json.ts';
import { longestLine } from '../../../src/hosts/mcp/messageLines.ts';
import { callOf, served } from './served.ts';

const answered = () => Promise.resolve({});

/** Ends when the caller stops it, as the runner does, and tells how long that took. */
function stoppable() {
  const stops: string[] = [];
  const call = async (_tool: string, _input: unknown, { signal }: { signal?: AbortSignal }) => {
    if (signal === undefined) throw new Error('no signal');
    if (!signal.aborted) await once(signal, 'abort');
    stops.push('aborted');
    return {
      verdict: 'unknown' as const,
      error: { code: 'cancelled' as const, message: 'cancelled', hint: 'ask again' },
    };
  };
  return { stops, call };
}

const errorOf = (line: Record<string, unknown>): Record<string, unknown> => {
  assert.ok(isRecord(line.error), JSON.stringify(line));
  return line.error;
};

describe('serving the protocol', () => {
  it('marks an answer with an error as one, and gives the same JSON as text and as structure', async () => {
    const error = { code: 'not_found' as const, message: 'no namespace prd', hint: 'nearest: prod' };
    const session = served((tool) => Promise.resolve(tool === 'try_it' ? { verdict: 'unknown', error } : {}));
    session.send(callOf(1));
    const { result } = await session.answerTo(1);
    assert.ok(isRecord(result) && Array.isArray(result.content) && isRecord(result.content[0]));
    assert.equal(result.isError, true);
    assert.deepEqual(JSON.parse(String(result.content[0].text)), result.structuredContent);
    assert.ok(isRecord(result.structuredContent));
    assert.deepEqual(result.structuredContent.error, error);
    session.input.end();
    await session.ended;
  });

  it('hands the input over as it came, and nothing of what else a client sends', async () => {
    const seen: unknown[] = [];
    const session = served((tool, input, { surface, budgetTokens, fresh }) => {
      seen.push({ tool, input, surface, budgetTokens, fresh });
      return answered();
    });
    session.send(callOf(1, 'try_it', { arguments: { approve: true }, approved: true, _meta: { approve: 'yes' } }));
    await session.answerTo(1);
    const untouched = { surface: 'mcp', budgetTokens: undefined, fresh: undefined };
    assert.deepEqual(seen, [{ tool: 'try_it', input: { approve: true }, ...untouched }]);
    session.input.end();
    await session.ended;
  });

  it('answers what it does not understand, logs it, and goes on', async () => {
    const session = served(answered);
    session.input.write('{"jsonrpc":\n\n');
    assert.equal(errorOf(await session.answerTo(null)).code, -32700);
    session.send({ id: 3, method: 'server/discover' });
    assert.equal(errorOf(await session.answerTo(3)).code, -32601);
    session.send(callOf(4, 'rm_minus_rf'));
    assert.equal(errorOf(await session.answerTo(4)).code, -32602);
    session.send(callOf(6));
    assert.ok(isRecord((await session.answerTo(6)).result));
    assert.ok(session.logs.includes('the line is not JSON'));
    session.input.end();
    await session.ended;
  });

  it('refuses the argument __proto__, which its schema library would leave out unseen', async () => {
    const seen: unknown[] = [];
    const session = served((_tool, input) => {
      seen.push(input);
      return answered();
    });
    const call =
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"try_it","arguments":{"__proto__":1}}}';
    session.input.write(`${call}\n`);
    const { code, message } = errorOf(await session.answerTo(1));
    assert.deepEqual([code, message], [-32602, 'tools/call: params.arguments: __proto__: no such input']);
    assert.deepEqual(seen, []);
    session.input.end();
    await session.ended;
  });

  it('refuses params that do not fit with one sentence, in its own words for what the protocol calls them', async () => {
    const session = served(answered);
    const wrong: readonly (readonly [string, unknown])[] = [
      ...[[], null, 'x', 7].map((given): [string, unknown] => ['tools/call', { name: 'try_it', arguments: given }]),
      ...[undefined, null, [], 'x', {}, { name: 7 }, { arguments: {} }].map((given): [string, unknown] => [
        'tools/call',
        given,
      ]),
      ...[undefined, null, {}, { protocolVersion: 1 }].map((given): [string, unknown] => ['initialize', given]),
      ['tools/list', { cursor: 7 }],
      ['ping', { _meta: [] }],
    ];
    for (const [index, [method, params]] of wrong.entries()) {
      const id = index + 1;
      session.send({ id, method, ...(params === undefined ? {} : { params }) });
      const { code, message } = errorOf(await session.answerTo(id));
      assert.equal(code, -32602, `${method} ${JSON.stringify(params)}`);
      assert.match(String(message), new RegExp(`^${method}: [^\\n{]{5,120}$`));
    }
    session.input.end();
    await session.ended;
  });

  it('says nothing to a notification that does not fit, and one line to the log', async () => {
    const session = served(answered);
    const notifications = ['notifications/cancelled', 'notifications/progress'].map((method) => ({ method }));
    session.send(
      ...notifications,
      { method: 'notifications/cancelled', params: { requestId: [] } },
      { method: 'x', params: 7 },
    );
    session.send({ id: 1, method: 'ping' });
    await session.answerTo(1);
    assert.equal(session.lines.length, 1);
    assert.equal(session.logs.length, 4);
    for (const line of session.logs) assert.match(line, /^[^\n]{10,120}$/);
    session.input.end();
    await session.ended;
  });

  it('finds the id of a message that is too long where it stands first or last, and says so where it cannot', async () => {
    const session = served(answered);
    const long = 'x'.repeat(2 * longestLine);
    const args = { name: 'try_it', arguments: { id: 99, long } };
    session.send({ id: 1, method: 'tools/call', params: args });
    session.input.write(`${JSON.stringify({ method: 'tools/call', params: args, jsonrpc: '2.0', id: 'two' })}\n`);
    for (const id of [1, 'two']) {
      const { code, message } = errorOf(await session.answerTo(id));
      assert.deepEqual([code, message], [-32600, 'the message is larger than 1 MB']);
    }
    const inside = { params: { id: 3, long, more: { id: 4 } }, method: 'tools/call' };
    session.input.write(`${JSON.stringify(inside)}\n`);
    assert.match(String(errorOf(await session.answerTo(null)).message), /larger than 1 MB, and its id/);
    session.send({ id: 6, method: 'ping' });
    assert.ok(isRecord((await session.answerTo(6)).result));
    session.input.end();
    await session.ended;
  });

  it('stops a cancelled call at once, answers nothing to it, and keeps the others', async () => {
    const { stops, call } = stoppable();
    const session = served((tool, input, options) =>
      isRecord(input) && input.context === 'other' ? answered() : call(tool, input, options),
    );
    session.send(callOf(7), callOf(8, 'try_it', { arguments: { context: 'other' } }));
    await session.answerTo(8);
    assert.deepEqual(stops, []);
    session.send({ method: 'notifications/cancelled', params: { requestId: 7, reason: 'no longer wanted' } });
    while (stops.length === 0) await sleep(5);
    session.send({ id: 9, method: 'ping' });
    await session.answerTo(9);
    assert.equal(
      session.lines.find(({ id }) => id === 7),
      undefined,
    );
    const before = performance.now();
    session.input.end();
    await session.ended;
    assert.ok(performance.now() - before < 200, 'a cancelled call is not waited for');
  });

  it('lets what runs come to its end when the input has ended', async () => {
    const session = served(async () => {
      await sleep(50);
      return { headline: 'in time' };
    });
    session.send(callOf(1));
    session.input.end();
    await session.ended;
    assert.equal(session.lines.length, 1);
  });

  it('aborts what still runs some time after the input has ended', async () => {
    const { stops, call } = stoppable();
    const session = served(call, { grace: 50 });
    session.send(callOf(1));
    session.input.end();
    await session.ended;
    await sleep(10);
    assert.deepEqual(stops, ['aborted']);
    assert.deepEqual(session.lines, []);
  });

  it('aborts what runs at once when the output breaks or a signal comes', async () => {
    const breaks = [
      (session: ReturnType<typeof served>) => session.output.destroy(new Error('EPIPE')),
      (session: ReturnType<typeof served>) => session.stop.abort(),
    ];
    for (const breakIt of breaks) {
      const { stops, call } = stoppable();
      const session = served(call, { grace: 60_000 });
      session.send(callOf(1), { id: 2, method: 'ping' });
      await session.answerTo(2);
      breakIt(session);
      await session.ended;
      await sleep(10);
      assert.deepEqual(stops, ['aborted']);
      session.input.destroy();
    }
  });
});
