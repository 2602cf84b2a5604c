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
    assert.equal(errorOf(await session.answerTo(undefined)).code, -32700);
    session.send({ id: 2, method: 'tools/call', params: ['no', 'object'] });
    assert.equal(errorOf(await session.answerTo(2)).code, -32600);
    session.send({ id: 3, method: 'server/discover' });
    assert.equal(errorOf(await session.answerTo(3)).code, -32601);
    session.send(callOf(4, 'rm_minus_rf'));
    assert.equal(errorOf(await session.answerTo(4)).code, -32602);
    session.send({ id: 5, method: 'tools/call', params: { arguments: {} } });
    assert.ok(Number.isInteger(errorOf(await session.answerTo(5)).code));
    session.input.write(`${'x'.repeat(3 * longestLine)}\n`);
    while (!session.logs.includes('the message is larger than 1 MB')) await sleep(5);
    session.send(callOf(6));
    assert.ok(isRecord((await session.answerTo(6)).result));
    assert.ok(session.logs.includes('the line is not JSON'));
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
