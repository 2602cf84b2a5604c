import assert from 'node:assert/strict';
import type { Approval, ApprovalQuestion } from '../../../src/core/approval.ts';
import type { SameClusters } from '../../../src/hosts/terminal/sameClusters.ts';
import { callOf, served } from './served.ts';

const digest = 'sha256:abc';
const question: ApprovalQuestion = {
  cluster: { context: 'prod', server: 'https://here', authority: 'a' },
  plan: {
    digest,
    title: 'Scale shop/web from 1 to 3',
    effect: 'Deployment shop/web: spec.replicas 1 → 3',
    steps: [],
    undo: { possible: true, exact: true },
    blastRadius: { podsAdded: 2, podsRemoved: 0 },
    permissions: [],
    dryRun: { accepted: true },
    warnings: [],
  },
};

/** What is heard of a person behind a client that is able to do so much, and that answers the question so. */
async function heard(elicitation: object | undefined, reply: object, at?: SameClusters): Promise<Approval> {
  const approvals: Approval[] = [];
  const session = served(
    async (_tool, _input, { approve, signal = new AbortController().signal }) => {
      const approval = await approve?.(question, signal);
      if (approval !== undefined) approvals.push(approval);
      return {};
    },
    at === undefined ? {} : { at },
  );
  const capabilities = elicitation === undefined ? {} : { elicitation };
  const clientInfo = { name: 'test', version: '1' };
  session.send({
    id: 0,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities, clientInfo },
  });
  await session.answerTo(0);
  session.output.on('data', () => {
    const asked = session.lines.findIndex((line) => line.method === 'elicitation/create');
    if (asked >= 0) session.send({ id: session.lines.splice(asked, 1)[0]?.id, ...reply });
  });
  session.send(callOf(1, 'try_it', { arguments: { namespace: 'shop', name: "it's" } }));
  await session.answerTo(1);
  session.input.end();
  await session.ended;
  assert.equal(approvals.length, 1, 'the call came to no approval');
  return approvals[0] ?? { answer: 'absent' };
}

const because = (approval: Approval): string => ('because' in approval ? (approval.because ?? '') : '');

describe('an approval by elicitation', () => {
  it('is what the person says', async () => {
    const yes = await heard({}, { result: { action: 'accept', content: { approve: true } } });
    assert.deepEqual(yes, { answer: 'approved', digest, by: 'elicitation' });
    for (const result of [{ action: 'decline' }, { action: 'accept', content: { approve: false } }])
      assert.deepEqual(await heard({}, { result }), { answer: 'declined' });
  });

  it('is not a no of the person where they closed the question', async () => {
    const closed = await heard({}, { result: { action: 'cancel' } });
    assert.deepEqual(closed, { answer: 'declined', because: 'the question was closed without an answer' });
  });

  for (const [what, reply] of [
    ['an action that there is not', { result: { action: 'yes' } }],
    ['nothing', { result: {} }],
    ['a form of another type', { result: { action: 'accept', content: { approve: 'true' } } }],
    ['a form without the field that was asked for', { result: { action: 'accept', content: {} } }],
    ['a field that is no value of a form', { result: { action: 'accept', content: { approve: {} } } }],
    ['an error', { error: { code: -32601, message: 'Method not found' } }],
    ['an accept that has no form', { result: { action: 'accept' } }],
    ['a result of null, which is no message', { result: null }],
    ['a text for a result, which is no message', { result: 'x' }],
    ['a text for an error, which is no message', { error: 'x' }],
    ['neither a result nor an error, which is no message', {}],
    [
      'another protocol, which is no message',
      { jsonrpc: '1.0', result: { action: 'accept', content: { approve: true } } },
    ],
    [
      'a line that is too long',
      { result: { action: 'accept', content: { approve: true }, more: 'x'.repeat(1_000_001) } },
    ],
  ] as const)
    it(`is absent, by the client's fault and not by ours, where it answers with ${what}`, async () => {
      const approval = await heard({}, reply);
      assert.equal(approval.answer, 'absent');
      assert.match(
        because(approval),
        /^the client (answered|did not put) .*, so it is not approved; a person approves/,
      );
    });

  for (const [what, elicitation] of [
    ['cannot ask anybody', undefined],
    ['can open addresses only', { url: {} }],
  ] as const)
    it(`is absent where the client ${what}, with the command by which a person gives it`, async () => {
      const approval = await heard(elicitation, {});
      assert.equal(approval.answer, 'absent');
      assert.match(because(approval), /^this client cannot ask a person/);
      const json = String.raw`'{"namespace":"shop","name":"it'\''s","context":"prod"}'`;
      const command = `kube-sre call try_it ${json} --allow-changes --approve ${digest}`;
      assert.ok(because(approval).endsWith(command), because(approval));
    });

  it('takes the same kubeconfig where the server was given one, quoted for a shell', async () => {
    const kubeconfig = "/home/o'neil/my clusters";
    const command = because(await heard(undefined, {}, { kubeconfig, variables: {} }));
    assert.ok(
      command.endsWith(` --kubeconfig '/home/o'\\''neil/my clusters' --allow-changes --approve ${digest}`),
      command,
    );
    const named = because(await heard(undefined, {}, { variables: { KUBECONFIG: '/a b:/c' } }));
    assert.match(named, /approves it with KUBECONFIG='\/a b:\/c' kube-sre call try_it /);
  });

  it('has no command on a demo cluster that no other process reaches, but how a change is tried', async () => {
    const said = because(await heard(undefined, {}, 'demo'));
    assert.doesNotMatch(said, /kube-sre call|--approve/);
    assert.match(said, /this demo cluster ends with the server\. .*kube-sre demo --kubeconfig-out FILE/);
  });
});
