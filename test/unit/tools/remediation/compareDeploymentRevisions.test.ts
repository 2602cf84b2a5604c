import assert from 'node:assert/strict';
import { redact } from '../../../../src/core/redact.ts';
import { compareDeploymentRevisions } from '../../../../src/tools/remediation/compareDeploymentRevisions.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { controllerRevisionOf, ownerOf, replicaSetOf, templateWith } from '../../kube/revisions/rollingWorld.ts';

const { signal } = new AbortController();

async function compared(world: MemoryWorld, input: Partial<Parameters<typeof compareDeploymentRevisions.run>[1]> = {}) {
  const cluster = memoryCluster(world);
  const asked = { name: 'cart', namespace: 'shop', ...input };
  const outcome = await compareDeploymentRevisions.run(cluster, asked, signal);
  return { ...outcome, reads: cluster.reads };
}

const password = 'correct-horse-battery';
const container = (image: string, more: object = {}): object => ({ name: 'cart', image, ...more });

function withTemplate(object: object, template: object): object {
  return { ...object, spec: { ...('spec' in object && typeof object.spec === 'object' ? object.spec : {}), template } };
}

const references = {
  envFrom: [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'login' } }],
};
const templates = [
  {
    metadata: { labels: { app: 'cart' } },
    spec: { containers: [container('cart:1', { env: [{ name: 'DB_PASSWORD', value: password }] })] },
  },
  {
    metadata: { labels: { app: 'cart' } },
    spec: {
      containers: [
        container('cart:2', {
          ...references,
          env: [{ name: 'DB_PASSWORD', value: `${password}-2` }],
          resources: { limits: { memory: '128Mi' } },
        }),
      ],
    },
  },
] as const;

const objects = [
  withTemplate(ownerOf('Deployment', 'cart:2'), templates[1]),
  withTemplate(replicaSetOf({ number: 1, image: 'cart:1', createdAt: '2026-11-20T10:00:00Z' }), templates[0]),
  withTemplate(replicaSetOf({ number: 2, image: 'cart:2', createdAt: '2026-11-25T13:00:00Z' }), templates[1]),
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'settings',
      namespace: 'shop',
      creationTimestamp: '2026-11-01T10:00:00Z',
      managedFields: [{ manager: 'helm', time: '2026-11-25T13:30:00Z', fieldsV1: { 'f:data': {} } }],
    },
    data: { entries: '500' },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'login',
      namespace: 'shop',
      creationTimestamp: '2026-11-01T10:00:00Z',
      managedFields: [{ manager: 'helm', time: '2026-11-02T10:00:00Z', fieldsV1: { 'f:data': {} } }],
    },
    data: { token: Buffer.from(password).toString('base64') },
  },
];

describe('compare_deployment_revisions', () => {
  it('names the fields by sections, and takes the current revision and the one before by default', async () => {
    const { headline, data, reads } = await compared({ objects });
    assert.deepEqual([data.from?.revision, data.to?.revision], [1, 2]);
    assert.deepEqual(
      data.changes.map(({ section, path }) => `${section} ${path}`),
      [
        'images spec.containers[cart].image',
        'environment spec.containers[cart].envFrom',
        'environment spec.containers[cart].env[DB_PASSWORD].value',
        'resources spec.containers[cart].resources',
      ],
    );
    assert.match(
      headline,
      /^Deployment shop\/cart, revision 1 → revision 2: 4 fields of the pod template differ: \[cart\]\.image cart:1 → cart:2;/,
    );
    assert.match(data.diff ?? '', /^-.*image: cart:1$/m);
    assert.match(data.diff ?? '', /^\+.*image: cart:2$/m);
    assert.equal(reads.length, 4);
  });

  it('says what is known of ConfigMaps and Secrets then, and never what a Secret holds', async () => {
    const { data } = await compared({ objects });
    const [settings, login] = data.references;
    assert.match(settings?.contentHash ?? '', /^[0-9a-f]{12}$/);
    assert.deepEqual(
      [settings?.before, settings?.after, settings?.lastWrittenAt, settings?.by],
      [undefined, 'changed after this revision was made', '2026-11-25T13:30:00Z', 'helm'],
    );
    assert.deepEqual(login, {
      kind: 'Secret',
      name: 'login',
      state: 'found',
      lastWrittenAt: '2026-11-02T10:00:00Z',
      by: 'helm',
      after: 'as now',
    });
  });

  it('shows no credential, not even in the YAML, and still that it was changed', async () => {
    const outcome = await compared({ objects });
    const shown = JSON.stringify([outcome, compareDeploymentRevisions.present(outcome.data, outcome)]);
    assert.doesNotMatch(shown, new RegExp(`${password}|${Buffer.from(password).toString('base64').slice(0, 12)}`));
    const marks = [...(outcome.data.diff ?? '').matchAll(/^[-+].*value: "(\[masked [0-9a-f]{12}\])"$/gm)].map(
      ([, mark]) => mark,
    );
    assert.equal(new Set(marks).size, 2, outcome.data.diff);
    // What the runner masks once more leaves them as they are
    assert.deepEqual(redact(outcome.data).changes, outcome.data.changes);
    assert.equal(redact(outcome.data).diff, outcome.data.diff);
  });

  it('offers to roll back to an older revision from the current one, and not the other way round', async () => {
    const offered = async (input: object) => {
      const outcome = await compared({ objects }, input);
      const [block] = compareDeploymentRevisions.present(outcome.data, outcome);
      return block?.type === 'diff' ? block.rollBack : undefined;
    };
    assert.deepEqual((await offered({}))?.input, { kind: 'Deployment', name: 'cart', namespace: 'shop', revision: 1 });
    assert.equal(await offered({ from: 2, to: 1 }), undefined);
  });

  it('has sections as the screen has them, references before metadata, and leaves out what is empty', async () => {
    const outcome = await compared({ objects });
    const [block] = compareDeploymentRevisions.present(outcome.data, outcome);
    assert.equal(block?.type, 'diff');
    assert.deepEqual(
      block.sections.map(({ title }) => title.text),
      ['Images', 'Environment', 'Resources', 'References'],
    );
  });

  it('says that a Secret or ConfigMap is gone or may not be read', async () => {
    const gone = objects.filter((one) => !('kind' in one) || one.kind !== 'ConfigMap');
    const { data, gaps } = await compared({ objects: gone, forbidden: ['secrets'] });
    assert.deepEqual(
      data.references.map(({ state, after }) => [state, after]),
      [
        ['missing', 'content then: not known'],
        ['unknown', 'content then: not known'],
      ],
    );
    assert.deepEqual(
      gaps.map(({ because }) => because),
      ['forbidden'],
    );
  });

  it('names the revisions that there are where one that is asked for is not', async () => {
    await assert.rejects(compared({ objects }, { from: 7 }), (error: unknown) => {
      assert.ok(error instanceof Error && 'facts' in error);
      assert.match(JSON.stringify(error.facts), /Deployment shop\/cart has no revision 7: it has 1, 2\./);
      assert.match(JSON.stringify(error.facts), /"nearest":\{"input":"from","names":\["2","1"\]\}/);
      return true;
    });
  });

  it('compares a template that is not rolled out with the newest revision', async () => {
    const paused = ownerOf('Deployment', 'cart:9', { spec: { paused: true, template: templateWith('cart:9') } });
    const { data, headline } = await compared({ objects: [paused, ...objects.slice(1, 3)] });
    assert.deepEqual([data.from?.revision, data.to?.notRolledOut], [2, true]);
    assert.match(headline, /revision 2 → the template not rolled out yet/);
  });

  for (const kind of ['StatefulSet', 'DaemonSet'] as const)
    it(`compares the revisions of a ${kind}`, async () => {
      const kept = [1, 2].map((number) => controllerRevisionOf({ number, image: `cart:${number}` }, kind));
      const { data } = await compared({ objects: [ownerOf(kind, 'cart:2'), ...kept] }, { kind });
      assert.deepEqual(data.changes, [
        { section: 'images', path: 'spec.containers[cart].image', before: 'cart:1', after: 'cart:2' },
      ]);
    });

  it('has nothing to compare where there is one revision, and says so', async () => {
    const { headline, data } = await compared({ objects: [objects[0] ?? {}, objects[2] ?? {}] });
    assert.equal(headline, 'Deployment shop/cart has no revision before this one: there is nothing to compare.');
    assert.equal(data.diff, undefined);
  });
});
