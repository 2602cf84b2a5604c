import assert from 'node:assert/strict';
import { isAtLeast, logSeverity, type LogSeverity } from '../../../src/kube/logSeverity.ts';

describe('severity of a log line', () => {
  const cases: readonly (readonly [string, LogSeverity | undefined])[] = [
    ['E1125 14:02:11.123456       1 main.go:42] cannot list pods', 'error'],
    ['W1125 14:02:11.123456       1 main.go:42] slow', 'warning'],
    ['I1125 14:02:11.123456       1 main.go:42] error count is 0', 'info'],
    ['{"level":"error","msg":"x"}', 'error'],
    ['{"level":"info","msg":"no error today, failed=0"}', 'info'],
    ['{"level":50,"msg":"pino"}', 'error'],
    ['{"level":20,"msg":"pino"}', 'debug'],
    ['{"log":{"level":"warn"},"message":"elastic"}', 'warning'],
    ['{"severity":"CRITICAL"}', 'error'],
    ['time="2026-11-25T14:00:00Z" level=warning msg="x"', 'warning'],
    ['2026-11-25 14:00:00,123 ERROR [main] com.shop.Cart - out', 'error'],
    ['2026/11/25 14:00:00 [error] 7#7: *1 connect() failed', 'error'],
    ['[WARN] disk', 'warning'],
    ['DEBUG all errors listed', 'debug'],
    ['10.0.0.1 - - [25/Nov/2026:14:00:00 +0000] "GET / HTTP/1.1" 502 157', 'error'],
    ['10.0.0.1 - - [25/Nov/2026:14:00:00 +0000] "GET /error HTTP/1.1" 200 157', 'info'],
    ['10.0.0.1 - - [25/Nov/2026:14:00:00 +0000] "GET / HTTP/1.1" 404 157', 'warning'],
    ['panic: runtime error: index out of range', 'error'],
    ['dial tcp 10.0.0.1:5432: connect: connection refused', 'error'],
    ['java.lang.NullPointerException', 'error'],
    ['finished with 0 errors', undefined],
    ['finished, error: nil', undefined],
    ['retrying in 5s', 'warning'],
    ['listening on 8080', undefined],
  ];
  for (const [line, expected] of cases)
    it(`of ${line.slice(0, 60)}: ${expected ?? 'none'}`, () => assert.equal(logSeverity(line), expected));

  it('is compared from error down', () => {
    assert.equal(isAtLeast('error', 'warning'), true);
    assert.equal(isAtLeast('info', 'warning'), false);
    assert.equal(isAtLeast(undefined, 'info'), false);
  });
});
