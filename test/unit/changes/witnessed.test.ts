import assert from 'node:assert/strict';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BeforeImages } from '../../../src/changes/journal/beforeImages.ts';
import { Journal } from '../../../src/changes/journal/journal.ts';
import { witnessed } from '../../../src/changes/journal/witnessed.ts';
import type { Intent, Outcome, Verified } from '../../../src/core/journal.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { templateMark } from '../../../src/kube/revisions/templateMark.ts';
import { temporaryFolder } from '../../support/process/temporaryFolder.ts';
import { ownerOf, templateWith } from '../kube/revisions/rollingWorld.ts';
import { intent, outcome, verified } from './journalEntries.ts';

const object = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' };
const of = { server: 'https://10.0.0.1:6443', uid: 'd1', salt: 'salt' };
const counts = { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 };
const mark = (image: string): string => templateMark(templateWith(image), 'salt');

/** A cart of that image, all of whose pods are available. */
const cart = (image: string, status: JsonObject = counts): JsonObject => ownerOf('Deployment', image, { status });

interface Kept {
  readonly intent?: Partial<Intent>;
  readonly outcome?: Partial<Outcome>;
  readonly verified?: Partial<Verified>;
  readonly before?: JsonObject;
  readonly uid?: string;
}

describe('What the journal saw of a workload', () => {
  const home = temporaryFolder('kube-sre-witnessed');
  let folder: string;
  let journal: Journal;
  let images: BeforeImages;
  let number = 0;

  beforeEach(async () => {
    folder = path.join(home.path, String(++number));
    await mkdir(folder);
    journal = new Journal({ folder });
    images = new BeforeImages({ folder, now: () => 0 });
  });
  after(() => {
    home.remove();
  });

  const idOf = (last: number): string => `01KB000000000000000000000${last}`;

  async function keep(last: number, { uid = 'd1', before, ...parts }: Kept): Promise<void> {
    const id = idOf(last);
    const target = { ...object, resource: 'deployments' };
    const steps = [{ step: { do: 'patch', target, set: [] }, before: before ?? null, undo: null }];
    const hash = await images.save(id, { steps });
    await journal.append(intent({ id, before: hash, steps: [{ do: 'patch', object, uid }], ...parts.intent }));
    await journal.append(outcome({ id, ...parts.outcome }));
    await journal.append(verified({ id, available: mark('cart:2'), ...parts.verified }));
  }

  const told = async (asked = of): Promise<readonly string[]> => {
    const { seen } = await witnessed(journal, images)(asked);
    const names = ['cart:1', 'cart:2', 'cart:3'];
    return seen.map(
      ({ template, when, change }) =>
        `${names.find((one) => mark(one) === template) ?? '?'} ${when} ${change.at(-1) ?? ''}`,
    );
  };

  it('is what its changes settled at and what they found, the newest first', async () => {
    await keep(1, { before: cart('cart:1') });
    await keep(2, { before: cart('cart:2'), verified: { available: mark('cart:3') } });
    assert.deepEqual(await told(), ['cart:3 after 2', 'cart:2 before 2', 'cart:2 after 1', 'cart:1 before 1']);
  });

  it('is nothing of a change that was not done, has not settled, or of which no template was seen', async () => {
    await keep(1, { outcome: { result: 'unknown' } });
    await keep(2, { verified: { settled: false } });
    await journal.append(intent({ id: idOf(3), steps: [{ do: 'patch', object, uid: 'd1' }] }));
    assert.deepEqual(await told(), []);
  });

  it('is nothing of what a change found that was not whole', async () => {
    await keep(1, { before: cart('cart:1', { ...counts, availableReplicas: 1 }), verified: { settled: false } });
    assert.deepEqual(await told(), []);
  });

  it('is nothing of another object of the same name, nor of the same object behind another server', async () => {
    await keep(1, { before: cart('cart:1') });
    assert.deepEqual(await told({ ...of, uid: 'd2' }), []);
    assert.deepEqual(await told({ ...of, server: 'https://10.0.0.2:6443' }), []);
    await keep(2, { uid: 'd2' });
    assert.deepEqual(await told(), ['cart:2 after 1', 'cart:1 before 1']);
  });

  it('outlives a broken line, and the days of the before-images', async () => {
    await keep(1, { before: cart('cart:1') });
    await appendFile(path.join(folder, 'journal.jsonl'), `{"seq":4,"prev":"d1 ${idOf(1)}\n`);
    await keep(2, { before: cart('cart:3'), verified: { settled: false } });
    await rm(path.join(folder, 'before', `${idOf(1)}.json`));
    assert.deepEqual(await witnessed(journal, images)(of).then(({ gaps }) => gaps), []);
    assert.deepEqual(await told(), ['cart:3 before 2', 'cart:2 after 1']);
  });

  it('is a gap where a before-image was written over, and the rest is told', async () => {
    await keep(1, { before: cart('cart:1') });
    await writeFile(path.join(folder, 'before', `${idOf(1)}.json`), '{}');
    const { gaps } = await witnessed(journal, images)(of);
    assert.match(gaps[0]?.hint ?? '', /has changed since it was written/);
    assert.deepEqual(await told(), ['cart:2 after 1']);
  });

  it('is nothing where there is no journal, and a gap where it cannot be read', async () => {
    assert.deepEqual(await witnessed(journal, images)(of), { seen: [], gaps: [] });
    await mkdir(path.join(folder, 'journal.jsonl'));
    const { seen, gaps } = await witnessed(journal, images)(of);
    assert.deepEqual(seen, []);
    assert.equal(gaps[0]?.because, 'absent');
    assert.match(gaps[0].hint, /the journal at .* cannot be read/);
  });

  it('is looked for in the newest changes of the object only', async () => {
    for (let last = 0; last < 25; last += 1) {
      const id = `01KB0000000000000000000${String(100 + last)}`;
      await journal.append(intent({ id, steps: [{ do: 'patch', object, uid: 'd1' }] }));
      await journal.append(outcome({ id }));
      await journal.append(verified({ id, available: mark('cart:2') }));
    }
    assert.equal((await told()).length, 20);
  });
});
