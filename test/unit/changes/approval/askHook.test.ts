import assert from 'node:assert/strict';
import http from 'node:http';
import type { ApprovalQuestion } from '../../../../src/core/approval.ts';
import { askHook } from '../../../../src/changes/approval/askHook.ts';
import type { ApprovalHook } from '../../../../src/changes/approval/safetyRules.ts';

const question: ApprovalQuestion = {
  cluster: { context: 'c', server: 's', authority: '' },
  plan: {
    digest: 'sha256:0',
    title: 'Scale shop/cart from 1 to 3',
    effect: '',
    steps: [],
    undo: { possible: false },
    blastRadius: { podsAdded: 0, podsRemoved: 0 },
    permissions: [],
    dryRun: { accepted: true },
    warnings: [],
  },
};
const never = new AbortController().signal;
const program = (source: string): ApprovalHook => ({ command: [process.execPath, '-e', source] });
/** Neither a request to end nor the end of its input moves it. */
const deaf = program(`process.on('SIGTERM',()=>{});setInterval(()=>{},1000)`);

describe('an approval hook', () => {
  let silent: http.Server;
  let url: string;
  before(async () => {
    silent = http.createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    assert.ok(typeof address === 'object' && address !== null);
    url = `http://127.0.0.1:${address.port}/`;
  });
  after(() => {
    silent.closeAllConnections();
    silent.close();
  });

  for (const [what, hook] of [
    ['a program', (): ApprovalHook => deaf],
    ['an address', (): ApprovalHook => ({ url })],
  ] as const) {
    it(`that was cancelled with the change has not refused it: ${what}`, async () => {
      const stop = new AbortController();
      const asking = askHook(hook(), question, stop.signal);
      setTimeout(() => stop.abort(), 100);
      await assert.rejects(asking, { name: 'AbortError' });
    });

    it(`that runs into its limit took too long: ${what}`, async () => {
      const because = await askHook(hook(), question, never, 300);
      assert.match(because ?? '', /^the approval hook \S+( \S+)? did not answer within 0\.3 s$/);
    });
  }

  it('that was killed says by which signal', async function () {
    if (process.platform === 'win32') this.skip();
    const killed = `process.stderr.write('half a word');process.kill(process.pid,'SIGKILL')`;
    assert.match((await askHook(program(killed), question, never)) ?? '', /was ended by SIGKILL/);
    assert.doesNotMatch((await askHook(program(killed), question, never)) ?? '', /refused|exit code/);
  });
});
