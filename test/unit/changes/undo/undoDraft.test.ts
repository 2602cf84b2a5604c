import assert from 'node:assert/strict';
import type { Draft, DraftStep, NoDraft } from '../../../../src/core/draft.ts';
import { timeOfWrite } from '../../../../src/core/draft.ts';
import type { Intent, JournaledChange, StepOutcome } from '../../../../src/core/journal.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { beforeImage, keptSteps } from '../../../../src/changes/executor/beforeImage.ts';
import { undoDraft } from '../../../../src/changes/undo/undoDraft.ts';
import { undoTitle } from '../../../../src/changes/undo/undoTitle.ts';
import { redact } from '../../../../src/core/redact.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';

const never = new AbortController().signal;

const template = (image: string): JsonObject => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image }] },
});

function workload(kind: string, spec: JsonObject = {}, status: JsonObject = {}): JsonObject {
  const counts = { observedGeneration: 1, replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'shop', uid: 'web-uid', generation: 1 },
    spec: { replicas: 3, selector: { matchLabels: { app: 'web' } }, template: template('web:2'), ...spec },
    status: { ...counts, ...status },
  };
}

function pods(count: number, more: JsonObject = {}): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `web-${index}`, namespace: 'shop', uid: `pod-${index}`, labels: { app: 'web' }, ...more },
    status: { phase: 'Running', podIP: `10.0.0.${index}`, conditions: [{ type: 'Ready', status: 'True' }] },
  }));
}

const service: JsonObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: { app: 'web' } },
};

interface Done {
  readonly title?: string;
  readonly undo?: Intent['undo'];
  readonly step: DraftStep;
  readonly before?: JsonObject;
  readonly after?: StepOutcome['after'];
  readonly outcome?: 'done' | 'unknown' | 'failed' | null;
  readonly undoneBy?: string;
  readonly isKept?: boolean;
}

/** The draft of the undo of a change of one step that was done so, in a cluster of these objects. */
function undoOf(done: Done, objects: readonly JsonObject[] = []): Promise<Draft | NoDraft> {
  const { step, before, outcome = 'done', title = 'Change it', undo = { possible: true, exact: true } } = done;
  const image = beforeImage([{ step, before, approved: { uid: null, values: {} } }]);
  const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const at = '2026-11-25T14:00:00Z';
  const intent: Intent = {
    type: 'intent',
    id,
    at,
    surface: 'test',
    tool: 'some_tool',
    input: {},
    cluster: { context: 'memory', server: 'https://memory', authority: 'a' },
    scope: { namespace: 'shop', kind: 'Deployment', name: 'web' },
    title,
    effect: '',
    digest: '',
    approvedBy: 'test',
    by: { user: 'tester', host: 'here', pid: 1 },
    steps: [],
    diff: [],
    before: 'hash',
    undo,
  };
  const result = outcome ?? 'done';
  const steps = [{ result, milliseconds: 1, ...(done.after === undefined ? {} : { after: done.after }) }];
  const change: JournaledChange = {
    intent,
    ...(outcome === null ? {} : { outcome: { type: 'outcome', id, at, result, steps } }),
    ...(done.undoneBy === undefined ? {} : { undoneBy: done.undoneBy }),
  };
  const images = { load: () => Promise.resolve(done.isKept === false ? undefined : image) };
  return undoDraft({ cluster: memoryCluster({ objects }), images }, change, never);
}

async function plan(done: Done, objects: readonly JsonObject[]): Promise<Draft> {
  const drafted = await undoOf(done, objects);
  if (!('steps' in drafted)) throw new Error(drafted.headline);
  return drafted;
}

const target = (kind: string, apiVersion = 'apps/v1', name = 'web') => ({
  apiVersion,
  kind,
  resource: `${kind.toLowerCase()}s`,
  namespace: 'shop',
  name,
});

const rollback = (kind: string): Done => ({
  title: 'Roll back shop/web to revision 1',
  step: { do: 'patch', target: target(kind), set: [{ field: ['spec', 'template'], value: template('web:2') }] },
  before: workload(kind, { template: template('web:3') }),
});

const restartedAt = ['spec', 'template', 'metadata', 'annotations', 'kubectl.kubernetes.io/restartedAt'];
const restart: Done = {
  title: 'Restart Deployment shop/web',
  undo: { possible: true, exact: true, onlyWhile: 'rollout' },
  step: { do: 'patch', target: target('Deployment'), set: [{ field: restartedAt, value: timeOfWrite }] },
  before: workload('Deployment'),
  after: {
    uid: 'web-uid',
    values: {
      "spec.template.metadata.annotations['kubectl.kubernetes.io/restartedAt']": '2026-11-25T14:00:00Z',
    },
  },
};

const deletion = (kind: string, before: JsonObject, apiVersion = 'apps/v1', name = 'web'): Done => ({
  title: `Delete ${kind} shop/${name}`,
  step: { do: 'delete', target: target(kind, apiVersion, name), propagation: 'Background' },
  before,
});

describe('the blast radius of an undo', () => {
  const moved = async (done: Done, objects: readonly JsonObject[]): Promise<readonly [number, number]> => {
    const { podsAdded, podsRemoved } = (await plan(done, objects)).blastRadius;
    return [podsAdded, podsRemoved];
  };

  for (const kind of ['Deployment', 'StatefulSet'])
    it(`is no 0 pods for a rollback of a ${kind}: all are replaced, as by the rollback`, async () => {
      const { blastRadius, effect } = await plan(rollback(kind), [workload(kind), ...pods(3), service]);
      assert.deepEqual([blastRadius.podsAdded, blastRadius.podsRemoved], [3, 3]);
      assert.match(effect, /; 3 pods are replaced, /);
      assert.deepEqual(blastRadius.services?.length, 1);
    });

  it('is no 0 pods for a DaemonSet', async () => {
    const status = { desiredNumberScheduled: 4, currentNumberScheduled: 4, updatedNumberScheduled: 4 };
    assert.deepEqual(await moved(rollback('DaemonSet'), [workload('DaemonSet', {}, status)]), [4, 4]);
    assert.deepEqual(await moved(deletion('DaemonSet', workload('DaemonSet', {}, status)), []), [4, 0]);
  });

  it('is no 0 pods for a restart whose rollout runs', async () => {
    const running = workload('Deployment', {}, { updatedReplicas: 1 });
    const { blastRadius, effect } = await plan(restart, [running]);
    assert.deepEqual([blastRadius.podsAdded, blastRadius.podsRemoved], [3, 3]);
    // Some of them are still of the template that comes back
    assert.match(effect, /; up to 3 pods are replaced/);
  });

  it('counts only the failing pod where the rollout that comes back is stuck', async () => {
    const set = (name: string, image: string, replicas: number, availableReplicas: number): JsonObject => ({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name,
        namespace: 'shop',
        labels: { app: 'web' },
        annotations: { 'deployment.kubernetes.io/revision': name.slice(-1) },
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'web-uid', controller: true }],
      },
      spec: { replicas, template: template(image) },
      status: { replicas, availableReplicas },
    });
    const stuck = workload('Deployment', {}, { replicas: 4, updatedReplicas: 1 });
    const { blastRadius, effect } = await plan(rollback('Deployment'), [
      stuck,
      set('web-1', 'web:3', 3, 3),
      set('web-2', 'web:2', 1, 0),
    ]);
    assert.deepEqual([blastRadius.podsAdded, blastRadius.podsRemoved], [0, 1]);
    assert.match(effect, /; 1 pod goes, and 3 stay as they are$/);
  });

  it('is none as long as a paused Deployment makes no pods', async () => {
    const paused = await plan(rollback('Deployment'), [workload('Deployment', { paused: true })]);
    assert.deepEqual([paused.blastRadius.podsAdded, paused.blastRadius.podsRemoved], [0, 0]);
    assert.match(paused.warnings.join(), /It is paused/);
    assert.match(paused.effect, /; no pod is replaced until somebody resumes it$/);
  });

  it('counts no pod that the strategy of its workload leaves as it is', async () => {
    const held = workload('StatefulSet', { updateStrategy: { type: 'OnDelete' } });
    assert.deepEqual(await moved(rollback('StatefulSet'), [held]), [0, 0]);
    assert.match((await plan(rollback('StatefulSet'), [held])).effect, /no pod is replaced until somebody deletes it$/);
    const parted = workload('StatefulSet', { updateStrategy: { rollingUpdate: { partition: 2 } } });
    assert.deepEqual(await moved(rollback('StatefulSet'), [parted]), [1, 1]);
    assert.match(
      (await plan(rollback('StatefulSet'), [parted])).effect,
      /; (up to )?1 of 3 pods is replaced, at most 1/,
    );
  });

  it('counts the pods that what is made again makes', async () => {
    assert.deepEqual(await moved(deletion('Deployment', workload('Deployment')), []), [3, 0]);
    const job = (spec: JsonObject): JsonObject => ({ ...workload('Job'), apiVersion: 'batch/v1', spec });
    const made = (spec: JsonObject) => moved(deletion('Job', job(spec), 'batch/v1'), []);
    assert.deepEqual(await made({ template: template('web:2') }), [1, 0]);
    assert.deepEqual(await made({ parallelism: 5, completions: 2, template: template('web:2') }), [2, 0]);
    assert.deepEqual(await made({ parallelism: 5, suspend: true, template: template('web:2') }), [0, 0]);
    assert.deepEqual(await moved(deletion('Pod', pods(1)[0] ?? {}, 'v1', 'web-0'), [service]), [1, 0]);
    assert.deepEqual(await moved(deletion('Secret', { kind: 'Secret', metadata: {} }, 'v1'), []), [0, 0]);
  });

  it('does not count the pods that an orphaning deletion has left', async () => {
    const { step, ...rest } = deletion('Deployment', workload('Deployment'));
    const orphaning: Done = { ...rest, step: { ...step, do: 'delete', propagation: 'Orphan' } };
    assert.deepEqual(await moved(orphaning, pods(2)), [1, 0]);
  });

  it('counts what goes where the undo of a deletion is undone', async () => {
    const made = workload('Deployment');
    const ownerReferences = [{ kind: 'Deployment', name: 'web', uid: 'web-uid', controller: true }];
    const again: Done = {
      title: 'Undo: Delete Deployment shop/web',
      step: { do: 'create', target: target('Deployment'), body: made },
      after: { uid: 'web-uid', values: {} },
    };
    const redone = await plan(again, [made, ...pods(3, { ownerReferences }), service]);
    assert.deepEqual([redone.blastRadius.podsAdded, redone.blastRadius.podsRemoved], [0, 3]);
    assert.equal(redone.effect, 'Deployment shop/web goes again, and with it 3 Pods');
    assert.match(redone.warnings.join(), /Service web is left without a ready endpoint/);
    assert.deepEqual([redone.undo.possible, redone.refusedWhereProtected], [true, true]);
  });
});

describe('the redo of an orphaning deletion', () => {
  it('leaves its pods again, and does not delete them', async () => {
    const made = workload('Deployment');
    const { step } = deletion('Deployment', made);
    assert.ok(step.do === 'delete');
    const image = beforeImage([
      { step: { ...step, propagation: 'Orphan' }, before: made, approved: { uid: null, values: {} } },
    ]);
    const create = keptSteps(image)[0]?.undo;
    assert.ok(create?.do === 'create');
    const ownerReferences = [{ kind: 'Deployment', name: 'web', uid: 'web-uid', controller: true }];
    const again: Done = { step: create, after: { uid: 'web-uid', values: {} } };
    const redone = await plan(again, [made, ...pods(3, { ownerReferences }), service]);
    assert.equal(redone.steps[0]?.do === 'delete' ? redone.steps[0].propagation : '', 'Orphan');
    assert.equal(redone.effect, 'Deployment shop/web goes again, and what it owns stays (3 Pods)');
    assert.equal(redone.blastRadius.podsRemoved, 0);
  });

  it('reads a before-image that does not say how the object goes', () => {
    const at = target('Deployment');
    const create = { do: 'create', target: at, body: {} };
    const step = { do: 'delete', target: at, propagation: 'Background' };
    const [kept] = keptSteps({ steps: [{ step, before: {}, undo: create }] });
    assert.deepEqual(kept?.undo, create);
  });
});

describe('the effect of an undo', () => {
  it('says what becomes of the object, and not which request is sent', async () => {
    const image = 'spec.containers[web].image web:2 → web:3';
    const back = await plan(rollback('Deployment'), [workload('Deployment')]);
    const replaced = '3 pods are replaced, none away before its successor is ready';
    assert.equal(back.effect, `Deployment shop/web is again as before: ${image}; ${replaced}`);
    const scaled: Done = {
      step: {
        do: 'patch',
        subresource: 'scale',
        target: target('Deployment'),
        set: [{ field: ['spec', 'replicas'], value: 3 }],
      },
      before: workload('Deployment', { replicas: 5 }),
      after: { uid: 'web-uid', values: { 'spec.replicas': 3 } },
    };
    const more = await plan(scaled, [workload('Deployment')]);
    assert.equal(more.effect, 'Deployment shop/web is again as before: spec.replicas 3 → 5');
    assert.deepEqual([more.blastRadius.podsAdded, more.blastRadius.podsRemoved], [2, 0]);
    const made = await plan(deletion('Deployment', workload('Deployment')), []);
    assert.equal(made.effect, 'Deployment shop/web is made again as it was, with a new uid, and 3 pods are made');
    const secret = await plan(deletion('Secret', { kind: 'Secret', metadata: {} }, 'v1', 'creds'), []);
    assert.equal(secret.effect, 'Secret shop/creds is made again as it was, with a new uid');
    const mark = await plan(restart, [workload('Deployment', {}, { updatedReplicas: 1 })]);
    const gone = "metadata.annotations['kubectl.kubernetes.io/restartedAt'] 2026-11-25T14:00:00Z → none";
    assert.ok(mark.effect.startsWith(`Deployment shop/web is again as before: ${gone}; `), mark.effect);
  });

  it('shows no credential of a template, nor of a field of its own', async () => {
    const withPassword = (value: string): JsonObject => ({
      ...template('web:2'),
      spec: { containers: [{ name: 'web', env: [{ name: 'DB_PASSWORD', value }] }] },
    });
    const { step, before, ...rest } = rollback('Deployment');
    assert.ok(step.do === 'patch' && before !== undefined);
    const set = [
      { field: ['spec', 'template'], value: withPassword('hunter2') },
      { field: ['metadata', 'annotations', 'example.com/token'], value: 'hunter3' },
    ];
    const had = { ...before, spec: { template: withPassword('hunter1') } };
    const { effect } = await plan({ ...rest, step: { ...step, set }, before: had }, [workload('Deployment')]);
    assert.doesNotMatch(effect, /hunter/);
    assert.match(effect, /env\[DB_PASSWORD\]\.value \[masked [0-9a-f]{12}\] → \[masked [0-9a-f]{12}\]/);
    const marks = [...effect.matchAll(/\[masked [0-9a-f]{12}\]/g)].map(([mark]) => mark);
    assert.equal(new Set(marks).size, 3, effect);
    // What the plan masks once more leaves it as it is
    assert.deepEqual(redact({ effect }), { effect });
  });

  it('is no empty list where the template comes back that is there', async () => {
    const { step, ...rest } = rollback('Deployment');
    assert.ok(step.do === 'patch');
    const before = workload('Deployment');
    const { effect } = await plan({ ...rest, step, before }, [workload('Deployment')]);
    assert.match(effect, /is again as before: its pod template stays as it is;/);
  });

  it('shows of two long values that begin alike where they differ', async () => {
    const options = '-XX:+UseContainerSupport -XX:MaxRAMPercentage=75.0 -Dfile.encoding=UTF-8 -Xmx';
    const withOptions = (size: string): JsonObject => ({
      spec: { containers: [{ name: 'web', env: [{ name: 'JAVA_OPTS', value: `${options}${size}` }] }] },
    });
    const { step, ...rest } = rollback('Deployment');
    assert.ok(step.do === 'patch');
    const set = [{ field: ['spec', 'template'], value: withOptions('512m') }];
    const before = workload('Deployment', { template: withOptions('64m') });
    const { effect } = await plan({ ...rest, step: { ...step, set }, before }, [workload('Deployment')]);
    assert.match(effect, /value …-Xmx512m → …-Xmx64m;/);
  });
});

describe('the title of an undo', () => {
  it('is one level deep, however often it goes to and fro', () => {
    let title = 'Roll back shop/web to revision 1';
    const titles = Array.from({ length: 4 }, () => ({ title } = undoTitle(title)).title);
    const [undo, redo] = ['Undo: Roll back shop/web to revision 1', 'Redo: Roll back shop/web to revision 1'];
    assert.deepEqual(titles, [undo, redo, undo, redo]);
    assert.equal(undoTitle(undo).doing, 'Redoing "Roll back shop/web to revision 1"');
  });
});

describe('an undo that is not possible', () => {
  const scaled = rollback('Deployment');
  const controlled = { ownerReferences: [{ kind: 'ReplicaSet', name: 'web-5f', uid: 'rs', controller: true }] };
  const labelled = { ...controlled, labels: { 'pod-template-hash': '5f' } };
  for (const [what, done, words] of [
    ['of what nothing takes back', { ...scaled, undo: { possible: false, because: 'it is gone' } }, /: it is gone\./],
    ['of what may still run', { ...scaled, outcome: null }, /Nobody knows yet/],
    ['of what nobody knows', { ...scaled, outcome: 'unknown' }, /Nobody knows whether/],
    ['whose before-image is gone', { ...scaled, isKept: false }, /not kept any more/],
    ['of a restart that has ended', restart, /has ended/],
    [
      'of a pod that its controller would end at once',
      deletion('Pod', pods(1, labelled)[0] ?? {}, 'v1', 'web-0'),
      /Deployment web makes its pods itself/,
    ],
  ] as const)
    it(`is no answer of success: ${what}`, async () => {
      const drafted = await undoOf(done, [workload('Deployment')]);
      assert.ok(!('steps' in drafted));
      assert.equal(drafted.blockedBy, 'irreversible');
      assert.match(drafted.headline, words);
      assert.match(drafted.headline, / Nothing was changed\.$/);
    });

  it('is one where there is nothing left to undo', async () => {
    for (const done of [
      { ...scaled, undoneBy: 'another' },
      { ...scaled, outcome: 'failed' as const },
    ]) {
      const drafted = await undoOf(done);
      assert.ok(!('steps' in drafted) && drafted.blockedBy === undefined);
    }
  });
});
