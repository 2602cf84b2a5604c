import assert from 'node:assert/strict';
import path from 'node:path';
import type { Approve } from '../../../../src/core/approval.ts';
import { createEngine } from '../../../../src/compose.ts';
import type { Engine } from '../../../../src/core/engine.ts';
import type { Envelope } from '../../../../src/core/envelope.ts';
import { isRecord } from '../../../../src/core/json.ts';
import { temporaryFolder } from '../../../support/process/temporaryFolder.ts';
import { root } from '../../../support/sourceImports.ts';

describe('The revisions of the demo cluster', () => {
  const home = temporaryFolder('kube-sre-revisions');
  let engine: Engine;
  let context: string;

  before(async () => {
    const mediaDirectory = path.join(root, 'media');
    engine = createEngine({ env: {}, homeDirectory: home.path, version: 'test', mediaDirectory });
    context = await engine.startDemo();
  });
  after(async () => {
    await engine.dispose();
    home.remove();
  });

  async function call(tool: string, input: object): Promise<Envelope> {
    const { envelope } = await engine.call(tool, { context, ...input }, { surface: 'test' });
    assert.equal(envelope.error, undefined);
    return envelope;
  }

  for (const [kind, namespace, name, expected] of [
    ['Deployment', 'shop', 'web', ['2 no ProgressDeadlineExceeded', '1 yes 2 pods available now']],
    ['StatefulSet', 'blog', 'postgres', ['1 yes 2 pods ready now']],
    ['DaemonSet', 'shop', 'shipper', ['1 yes 1 pod ready now']],
  ] as const)
    it(`of ${kind} ${namespace}/${name} are ${expected.join(', ')}`, async () => {
      const { data } = await call('get_deployment_revision_history', { kind, namespace, name });
      const rows = Array.isArray(data?.revisions) ? data.revisions.filter(isRecord) : [];
      assert.deepEqual(
        rows.map(
          ({ revision, everAvailable, source }) => `${String(revision)} ${String(everAvailable)} ${String(source)}`,
        ),
        expected,
      );
      const compared = await call('compare_deployment_revisions', { kind, namespace, name });
      assert.match(
        compared.headline,
        expected.length === 2 ? /revision 1 → revision 2: 1 field/ : /nothing to compare/,
      );
    });
});

const says: Approve = ({ plan }) => Promise.resolve({ answer: 'approved', digest: plan.digest, by: 'test' });

describe('The revisions of the demo cluster after changes of ours', function () {
  this.timeout(60_000);
  const home = temporaryFolder('kube-sre-revisions-changed');
  const where = { kind: 'Deployment', namespace: 'shop', name: 'reports' };
  let engine: Engine;
  let context: string;

  before(async () => {
    engine = createEngine({
      env: {},
      homeDirectory: home.path,
      version: 'test',
      mediaDirectory: path.join(root, 'media'),
      changes: { isEnabled: () => true, howToEnable: '' },
    });
    context = await engine.startDemo();
  });
  after(async () => {
    await engine.dispose();
    home.remove();
  });

  async function call(tool: string, input: object, approve?: Approve): Promise<Envelope> {
    const { envelope } = await engine.call(
      tool,
      { context, ...where, ...input },
      { surface: 'test', fresh: true, ...(approve === undefined ? {} : { approve }) },
    );
    assert.equal(envelope.error, undefined);
    return envelope;
  }
  async function change(tool: string, input: object = {}): Promise<string> {
    const { verdict, change: made, headline } = await call(tool, input, says);
    assert.equal(verdict, 'applied', headline);
    assert.equal(made?.verified?.settled, true, headline);
    return made.id;
  }
  async function rows(tool = 'get_deployment_revision_history'): Promise<readonly string[]> {
    const { data } = await call(tool, {});
    const said = tool.startsWith('get') ? data?.revisions : [data?.from, data?.to];
    return (Array.isArray(said) ? said : [])
      .filter(isRecord)
      .map(({ revision, source, lastKnownGood }) =>
        [
          String(revision),
          String(source).replace(/\d{4}-[\d-]+T[\d:]+Z/, 'then'),
          ...(lastKnownGood === true ? ['good'] : []),
        ].join(' '),
      );
  }

  it('are known by what settled, under whatever number they have now, and the last of them is gone back to', async () => {
    const restarted = await change('restart_pod');
    assert.deepEqual(await rows(), [
      '2 NewReplicaSetAvailable',
      `1 our journal: all its pods were available then (before change ${restarted}) good`,
    ]);
    const back = await change('rollback_deployment', { revision: 1 });
    await change('restart_pod');
    const expected = [
      '4 NewReplicaSetAvailable',
      `3 our journal: rolled out and settled then (change ${back}) good`,
      `2 our journal: rolled out and settled then (change ${restarted})`,
    ];
    assert.deepEqual(await rows(), expected);
    assert.deepEqual(await rows('compare_deployment_revisions'), [expected[1], expected[0]]);
    const { plan } = await call('rollback_deployment', { lastKnownGood: true });
    assert.equal(plan?.title, `Roll back shop/${where.name} to revision 3`);
    assert.deepEqual(plan.warnings, []);
  });
});
