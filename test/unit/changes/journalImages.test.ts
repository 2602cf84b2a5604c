import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ulid } from 'ulid';
import { BeforeImages } from '../../../src/changes/journal/beforeImages.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';

const day = 86_400_000;
const start = Date.parse('2026-11-26T12:00:00Z');

describe('before-images', () => {
  let home: TemporaryFolder;
  let now: number;
  const images = (keepDays?: number): BeforeImages =>
    new BeforeImages({ folder: home.path, now: () => now, ...(keepDays === undefined ? {} : { keepDays }) });
  const fileOf = (id: string): string => path.join(home.path, 'before', `${id}.json`);

  beforeEach(() => {
    home = temporaryFolder('kube-sre-before');
    now = start;
  });
  afterEach(() => home.remove());

  it('are kept byte for byte, for their owner alone, under their hash', async () => {
    const id = ulid(now);
    const content = {
      steps: [{ before: { metadata: { name: 'cärt' }, data: { password: 'aHVudGVyMg==' } }, undo: null }],
    };
    const hash = await images().save(id, content);
    assert.equal(
      hash,
      createHash('sha256')
        .update(readFileSync(fileOf(id)))
        .digest('hex'),
    );
    assert.deepEqual(await images().load(id, hash), content);
    assert.equal(statSync(fileOf(id)).mode & 0o777, 0o600);
    assert.equal(statSync(path.dirname(fileOf(id))).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(path.dirname(fileOf(id))), [`${id}.json`]);
  });

  it('are gone after 30 days, with what a crash left of one, and nothing else is', async () => {
    const [old, young] = [ulid(now), ulid(now + 20 * day)];
    const hash = await images().save(old, { a: 1 });
    writeFileSync(`${fileOf(old)}.0a1b.draft`, '');
    writeFileSync(path.join(home.path, 'before', 'notes.txt'), '');
    now = start + 20 * day;
    await images().save(young, { a: 2 });
    now = start + 30 * day - 1;
    await images().prune();
    assert.deepEqual(await images().load(old, hash), { a: 1 });
    now = start + 30 * day + 1000;
    await images().prune();
    assert.equal(await images().load(old, hash), undefined);
    assert.deepEqual(readdirSync(path.join(home.path, 'before')).sort(), [`${young}.json`, 'notes.txt'].sort());
    await images(5).prune();
    assert.ok(!existsSync(fileOf(young)));
  });

  it('are pruned whenever one is saved', async () => {
    const old = ulid(now);
    await images().save(old, {});
    now += 31 * day;
    await images().save(ulid(now), {});
    assert.ok(!existsSync(fileOf(old)));
  });

  it('need no folder to be looked for', async () => {
    await images().prune();
    assert.equal(await images().load(ulid(now), 'x'), undefined);
  });

  it('are refused where they are not what was saved', async () => {
    const id = ulid(now);
    const hash = await images().save(id, { replicas: 1 });
    writeFileSync(fileOf(id), readFileSync(fileOf(id), 'utf8').replace('1', '9'));
    await assert.rejects(images().load(id, hash), /has changed since it was written/);
    await assert.rejects(images().load(id, ''), /has changed since it was written/);
  });

  it('are of a change, and of no other place', async () => {
    for (const id of [
      '../../etc/passwd',
      '',
      'x',
      `${ulid(now)}/..`,
      ulid(now).toLowerCase(),
      '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
    ]) {
      await assert.rejects(images().load(id, ''), /no change has the id/);
      await assert.rejects(images().save(id, {}), /no change has the id/);
    }
    assert.deepEqual(readdirSync(home.path), []);
  });

  it('say in words that they cannot be kept, or read', async () => {
    const id = ulid(now);
    const nowhere = new BeforeImages({ folder: '/dev/null/nowhere', now: () => now });
    await assert.rejects(
      nowhere.save(id, {}),
      /^Error: what stands now cannot be kept at \/dev\/null\/nowhere.*: ENOTDIR/,
    );
    mkdirSync(fileOf(id), { recursive: true });
    await assert.rejects(images().load(id, ''), /^Error: what stood before cannot be read at .*: EISDIR/);
    await assert.rejects(images().save(id, {}), /^Error: what stands now cannot be kept at .*: EISDIR/);
    assert.deepEqual(readdirSync(path.dirname(fileOf(id))), [`${id}.json`]);
  });

  it('are written through no link that somebody else has put there', async () => {
    const id = ulid(now);
    mkdirSync(path.join(home.path, 'before'));
    const victim = path.join(home.path, 'victim');
    writeFileSync(victim, 'untouched');
    symlinkSync(victim, fileOf(id));
    await images().save(id, {});
    assert.equal(readFileSync(victim, 'utf8'), 'untouched');
  });
});
