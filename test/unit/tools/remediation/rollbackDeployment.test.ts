import assert from 'node:assert/strict';
import { nothingToDo } from '../../../../src/changes/changeAnswers.ts';
import { isKubeError } from '../../../../src/core/kubeError.ts';
import { exitCode } from '../../../../src/hosts/cli/exitCode.ts';
import { rollbackDeployment } from '../../../../src/tools/remediation/rollbackDeployment.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';

const { signal } = new AbortController();

const at = '2026-11-25T10:00:00Z';

/** Deployment cart with these revisions, the last one current; nothing tells whether one of them ever worked. */
function cart(...revisions: readonly number[]): readonly object[] {
  const annotations = (revision: number) => ({ 'deployment.kubernetes.io/revision': String(revision) });
  const spec = (revision: number) => ({
    replicas: 0,
    selector: { matchLabels: { app: 'cart' } },
    template: {
      metadata: { labels: { app: 'cart' } },
      spec: { containers: [{ name: 'app', image: `shop/cart:${revision}` }] },
    },
  });
  const current = revisions.at(-1) ?? 1;
  const metadata = { namespace: 'shop', creationTimestamp: at };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata, name: 'cart', uid: 'cart', annotations: annotations(current) },
      spec: spec(current),
    },
    ...revisions.map((revision) => ({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        ...metadata,
        name: `cart-${revision}`,
        uid: `cart-${revision}`,
        labels: { app: 'cart' },
        annotations: annotations(revision),
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart', uid: 'cart', controller: true }],
      },
      spec: spec(revision),
    })),
  ];
}

type Asked = Omit<Parameters<typeof rollbackDeployment.draft>[1], 'namespace' | 'name'>;

function draft(objects: readonly object[], asked: Asked) {
  return rollbackDeployment.draft(memoryCluster({ objects }), { namespace: 'shop', name: 'cart', ...asked }, signal);
}

async function failure(objects: readonly object[], asked: Asked) {
  const error: unknown = await draft(objects, asked).then(
    () => undefined,
    (one: unknown) => one,
  );
  assert.ok(isKubeError(error));
  return error.facts;
}

describe('The plan of rollback_deployment', () => {
  it('does not wait for an approval where no revision is known to have worked: it lists them, and exits with 4', async () => {
    const answer = await draft(cart(1, 2, 3), { lastKnownGood: true });
    assert.ok(!('steps' in answer));
    assert.equal(
      answer.headline,
      'No other revision of Deployment shop/cart is known to have worked, so a person has to say which one: 2 (shop/cart:2), 1 (shop/cart:1). Nothing was changed.',
    );
    assert.equal(answer.blockedBy, 'noKnownGood');
    assert.deepEqual(
      answer.next?.map(({ input }) => input.from),
      [2, 1],
    );
    const { verdict, headline, findings, gaps, next, ...rest } = nothingToDo(answer);
    const head = { tool: 'rollback_deployment', schemaVersion: '1', takenAt: at, truncated: false } as const;
    assert.equal(exitCode({ ...head, verdict, headline, findings, gaps, next, ...rest }), 4);
  });

  it('says that there is no other revision, and of the revisions there are in their number', async () => {
    const only = await failure(cart(1), { lastKnownGood: true });
    assert.equal(only.headline, 'Deployment shop/cart: there is no earlier revision to go back to.');
    assert.equal(only.hint, 'there is revision 1 only');
    assert.equal((await failure(cart(1), { revision: 9 })).hint, 'there is revision 1 only');
    assert.equal((await failure(cart(1, 2, 3), { revision: 9 })).hint, 'there are revisions 1, 2 and 3');
  });

  it('says what taking it back costs', async () => {
    const answer = await draft(cart(1, 2), {});
    assert.ok('steps' in answer);
    assert.equal(answer.undo.because, 'rolls its pods over again, to the template of revision 2');
  });
});
