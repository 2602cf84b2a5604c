import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { refusalOf } from '../../../src/cluster/apiErrors.ts';
import { networkPolicy } from '../../../src/kube/kinds/networkPolicy.ts';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { clusterOf, failureOf, never, steppedClock } from '../../support/fakeApiClient.ts';
import { cutShort, podList, refuse, sendJson, startFakeApi, type FakeApi } from '../../support/fakeApiServer.ts';

describe('what the server refuses', () => {
  let answer: (response: ServerResponse, turn: number) => void;
  let api: FakeApi;
  before(async () => {
    let turn = 0;
    let last: unknown;
    api = await startFakeApi({
      handle: (_request, response) => {
        if (last !== answer) turn = 0;
        last = answer;
        answer(response, (turn += 1));
      },
    });
  });
  after(() => api.close());

  const listing = async (user?: object) => {
    const clock = steppedClock();
    const cluster = await clusterOf(api.kubeconfig(user === undefined ? {} : { user }), { clock });
    return { clock, list: () => cluster.list(pod, { namespace: 'shop' }, never), cluster };
  };

  it('is unauthorized for 401, with what to renew', async () => {
    answer = (response) => refuse(response, 401, 'Unauthorized', 'Unauthorized');
    const { list } = await listing();
    const failure = await failureOf(list());
    assert.equal(failure.code, 'unauthorized');
    assert.equal(failure.hint, 'renew the token of user tester in the kubeconfig');
    assert.equal(
      failure.message,
      'list pods in namespace shop: the server does not accept the credential (Unauthorized)',
    );
  });

  it('is forbidden for 403, with the permission that is missing', async () => {
    answer = (response) => refuse(response, 403, 'Forbidden', 'pods is forbidden: User "x" cannot list');
    const { list, cluster } = await listing();
    assert.deepEqual(await failureOf(list()).then(({ code, hint, status }) => ({ code, hint, status })), {
      code: 'forbidden',
      hint: 'needs list on pods in namespace shop',
      status: 403,
    });
    const everywhere = await failureOf(cluster.list(pod, {}, never));
    assert.equal(everywhere.hint, 'needs list on pods in all namespaces');
    const query = { namespace: 'shop', name: 'web', container: 'app', limitBytes: 100, timestamps: false };
    assert.equal((await failureOf(cluster.logs(query, never))).hint, 'needs get on pods/log in namespace shop');
  });

  it('tells an object that is not there from a kind that is not served', async () => {
    answer = (response) =>
      refuse(response, 404, 'NotFound', 'pods "web" not found', { details: { name: 'web', kind: 'pods' } });
    const { cluster } = await listing();
    const object = await failureOf(cluster.get(pod, { namespace: 'shop', name: 'web' }, never));
    assert.deepEqual([object.code, object.kindAbsent, object.name], ['not_found', undefined, 'web']);
    answer = (response) =>
      refuse(response, 404, 'NotFound', 'the server could not find the requested resource', { details: {} });
    const kind = await failureOf(cluster.list(networkPolicy, {}, never));
    assert.deepEqual([kind.code, kind.kindAbsent], ['not_found', true]);
    answer = (response) => {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('404 page not found\n');
    };
    const path = await failureOf(cluster.raw('/apis/none', {}, never));
    assert.deepEqual([path.code, path.kindAbsent, path.detail], ['not_found', true, '404 page not found']);
  });

  it('does not take a gateway that knows no path for a cluster without pods', async () => {
    const { cluster } = await listing();
    answer = (response) => refuse(response, 404, 'NotFound', 'no such route', { details: {} });
    const kind = await failureOf(cluster.list(pod, {}, never));
    assert.deepEqual([kind.code, kind.kindAbsent], ['unreachable', undefined]);
    assert.match(kind.hint ?? '', /address of the API server/);
    for (const page of ['<html>404</html>', 'nginx: not found', '{"error":"no route"}']) {
      answer = (response) => {
        response.writeHead(404).end(page);
      };
      const absent = await failureOf(cluster.list(networkPolicy, {}, never));
      assert.deepEqual([absent.code, absent.kindAbsent], ['unreachable', undefined]);
      const object = await failureOf(cluster.get(pod, { namespace: 'shop', name: 'web' }, never));
      assert.equal(object.code, 'unreachable');
    }
  });

  const codes: readonly (readonly [number, string, string])[] = [
    [400, 'BadRequest', 'bad_input'],
    [409, 'Conflict', 'conflict'],
    [410, 'Expired', 'conflict'],
    [406, 'NotAcceptable', 'unsupported'],
    [500, 'InternalError', 'unreachable'],
    [504, 'Timeout', 'unreachable'],
  ];
  for (const [status, reason, code] of codes)
    it(`is ${code} for ${status}`, async () => {
      answer = (response) => refuse(response, status, reason, 'because');
      const { list } = await listing();
      const failure = await failureOf(list());
      assert.equal(failure.code, code);
      assert.equal(failure.status, status);
      assert.equal(failure.reason, reason);
    });

  it('keeps the checks that fail of a server that is not ready, however many pass', async () => {
    const passed = Array.from({ length: 60 }, (_, index) => `[+]poststarthook/start-something-${index} ok\n`).join('');
    answer = (response) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`${passed}[-]shutdown failed: reason withheld\nreadyz check failed\n`);
    };
    const { cluster } = await listing();
    const { detail } = await failureOf(cluster.raw('/readyz', {}, never));
    assert.equal(detail, 'the server failed with 500 ([-]shutdown failed: reason withheld readyz check failed)');
  });

  it('says of 429 that the server is throttling', async () => {
    answer = (response) => refuse(response, 429, 'TooManyRequests', 'slow down');
    const { list } = await listing();
    const { code, hint } = await failureOf(list());
    assert.deepEqual([code, hint], ['unreachable', 'the server is throttling: ask again in a minute, and for less']);
  });

  it('says of the 429 of a disruption budget which budget it is, and not that the server is overloaded', () => {
    const body = (causes: readonly object[]): string =>
      JSON.stringify({
        kind: 'Status',
        message: "Cannot evict pod as it would violate the pod's disruption budget.",
        reason: 'TooManyRequests',
        details: { causes },
      });
    const place = { operation: 'evict', resource: 'pods', namespace: 'shop', name: 'web-1' } as const;
    const by = {
      server: 'https://here',
      cluster: 'c',
      user: 'tester',
      credential: 'token',
      namespace: 'shop',
    } as const;
    const facts = (causes: readonly object[]) =>
      refusalOf(place, { status: 429, headers: {}, body: body(causes) }, by).facts;
    const why = 'The disruption budget web needs 3 healthy pods and has 3 currently';
    const named = facts([{ reason: 'DisruptionBudget', message: why }]);
    assert.deepEqual([named.code, named.detail, named.causes], ['forbidden', why, ['DisruptionBudget']]);
    assert.match(named.hint ?? '', /the budget/);
    const bare = facts([{ reason: 'DisruptionBudget' }]);
    assert.equal(bare.detail, "Cannot evict pod as it would violate the pod's disruption budget.");
    assert.match(facts([{ reason: 'Other', message: why }]).detail, /overloaded/);
  });

  it('waits as long as a 429 says, with jitter, and says so', async () => {
    answer = (response, turn) => {
      if (turn < 3) refuse(response, 429, 'TooManyRequests', 'slow down', { headers: { 'retry-after': '2' } });
      else sendJson(response, podList(['web']));
    };
    const { clock, cluster } = await listing();
    const progress: string[] = [];
    const observed = cluster.observed({ onProgress: ({ type }) => progress.push(type) });
    assert.equal((await observed.list(pod, {}, never)).items.length, 1);
    assert.deepEqual(clock.sleeps, [2200, 2200]);
    assert.deepEqual(progress, ['waiting', 'waiting', 'reading']);
  });

  it('waits until the date that a gateway names', async () => {
    const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toUTCString();
    answer = (response, turn) => {
      const headers = { 'retry-after': at(7), date: at(4) };
      if (turn === 1) refuse(response, 503, 'ServiceUnavailable', 'slow down', { headers });
      else sendJson(response, podList(['web']));
    };
    const { clock, list } = await listing();
    assert.equal((await list()).items.length, 1);
    assert.ok(clock.sleeps.length === 1 && clock.sleeps.every((slept) => slept >= 3000 && slept <= 3600));
  });

  it('gives up after five tries', async () => {
    let tries = 0;
    answer = (response) => {
      tries += 1;
      refuse(response, 503, 'ServiceUnavailable', 'apiserver is shutting down', { headers: { 'retry-after': '1' } });
    };
    const { list } = await listing();
    assert.equal((await failureOf(list())).code, 'unreachable');
    assert.equal(tries, 5);
  });

  it('does not wait for a 503 that names no time, nor for longer than half a minute', async () => {
    let tries = 0;
    answer = (response) => {
      tries += 1;
      refuse(
        response,
        503,
        'ServiceUnavailable',
        'no endpoints',
        tries === 1 ? {} : { headers: { 'retry-after': '3600' } },
      );
    };
    const { list, clock } = await listing();
    await failureOf(list());
    await failureOf(list());
    assert.deepEqual([tries, clock.sleeps.length], [2, 0]);
  });

  it('asks one request at a time for half a minute after a 429', async () => {
    let running = 0;
    let most = 0;
    answer = (response, turn) => {
      if (turn === 1) {
        refuse(response, 429, 'TooManyRequests', 'slow down');
        return;
      }
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        sendJson(response, podList([]));
      }, 10);
    };
    const { cluster, clock } = await listing();
    const lists = (prefix: string) =>
      Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => cluster.list(pod, { namespace: prefix + name }, never)));
    await cluster.list(pod, {}, never);
    await lists('slow');
    assert.equal(most, 1);
    clock.advance(30_001);
    await lists('fast');
    assert.equal(most, 4);
  });

  it('asks once more for a body that was cut, and not twice', async () => {
    answer = (response, turn) => {
      if (turn === 1) cutShort(response, JSON.stringify(podList(['web', 'api'])).slice(0, 300));
      else sendJson(response, podList(['web', 'api']));
    };
    const first = await listing();
    assert.equal((await first.list()).items.length, 2);
    let tries = 0;
    answer = (response) => {
      tries += 1;
      cutShort(response, '{"kind":"PodList","metadata":{},"items":[{"metadata":');
    };
    const second = await listing();
    const failure = await failureOf(second.list());
    assert.deepEqual([failure.code, failure.reason, tries], ['unreachable', 'BodyEndedEarly', 2]);
  });

  const nonsense: readonly (readonly [string, (response: ServerResponse) => void])[] = [
    [
      'gzip that is none',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        response.end('this is not gzip at all');
      },
    ],
    [
      'a login page',
      (response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<html><form>Log in</form></html>');
      },
    ],
    ['JSON of another type', (response) => sendJson(response, '["pods"]')],
    ['no JSON', (response) => sendJson(response, 'no healthy upstream')],
  ];
  for (const [what, give] of nonsense)
    it(`says that something stands in between when it gets ${what}`, async () => {
      answer = give;
      const { list, cluster } = await listing();
      const failure = await failureOf(list());
      assert.deepEqual([failure.code, failure.reason], ['unreachable', 'InvalidBody']);
      assert.match(failure.hint ?? '', /proxy/);
      const single = await failureOf(cluster.get(pod, { namespace: 'shop', name: 'web' }, never));
      assert.deepEqual([single.code, single.reason], ['unreachable', 'InvalidBody']);
    });

  it('does not follow a redirect to a login', async () => {
    answer = (response) => {
      response.writeHead(302, { location: 'https://login.invalid/' });
      response.end();
    };
    const { list } = await listing();
    assert.equal((await failureOf(list())).code, 'unreachable');
  });

  it('shows the words of the server clean and short, and never what was sent', async () => {
    answer = (response) => refuse(response, 500, 'InternalError', `\u001b[31mboom\u0007 ${'x'.repeat(2000)}`);
    const { list } = await listing();
    const failure = await failureOf(list());
    assert.doesNotMatch(failure.message, /[\u0000-\u001f]|token-of-the-test/);
    assert.ok(failure.message.length < 700);
  });

  it('keeps no failure in memory', async () => {
    answer = (response, turn) => {
      if (turn === 1) refuse(response, 500, 'InternalError', 'once');
      else sendJson(response, podList(['web']));
    };
    const { list } = await listing();
    await failureOf(list());
    assert.equal((await list()).items.length, 1);
  });
});
