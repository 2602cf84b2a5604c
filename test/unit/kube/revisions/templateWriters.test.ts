import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.ts';
import { templateWriters } from '../../../../src/kube/revisions/templateWriters.ts';
import { deploymentHistory, ownerOf } from './rollingWorld.ts';

const wrote = (manager: string, time: string, more: JsonObject = {}): JsonObject => ({
  manager,
  time,
  operation: 'Update',
  fieldsV1: { 'f:spec': { 'f:template': {} } },
  ...more,
});

function writers(managedFields: readonly JsonObject[], image = 'cart:3'): Readonly<Record<string, string>> {
  const history = deploymentHistory(ownerOf('Deployment', image, { metadata: { managedFields } }), [
    { number: image === 'cart:1' ? 4 : 1, image: 'cart:1', createdAt: '2026-11-25T09:00:00Z' },
    { number: 2, image: 'cart:2', createdAt: '2026-11-25T10:00:00Z' },
    { number: 3, image: 'cart:3', createdAt: '2026-11-25T11:00:00Z' },
  ]);
  return Object.fromEntries([...templateWriters(history)].map(([{ number }, manager]) => [number, manager]));
}

describe('The program that wrote a revision', () => {
  it('is the one whose last write of the template came before it was made and after the one before', () => {
    assert.deepEqual(writers([wrote('helm', '2026-11-25T09:59:59Z'), wrote('kubectl-set', '2026-11-25T10:59:59Z')]), {
      2: 'helm',
      3: 'kubectl-set',
    });
  });

  it('is not known where nobody has a time there: each has that of its last write only', () => {
    assert.deepEqual(writers([wrote('helm', '2026-11-25T12:00:00Z')]), {});
  });

  it('is no one who wrote the status, the number of replicas or labels', () => {
    const time = '2026-11-25T11:00:00Z';
    const labels = { 'f:metadata': { 'f:labels': {} } };
    const replicas = { 'f:spec': { 'f:replicas': {} } };
    assert.deepEqual(
      writers([
        wrote('kube-controller-manager', time, { subresource: 'status' }),
        wrote('kubectl', time, { fieldsV1: replicas }),
        wrote('kubectl-label', time, { fieldsV1: labels }),
      ]),
      {},
    );
  });

  it('is for what was rolled back to the one who wrote after all others were made', () => {
    assert.deepEqual(writers([wrote('kubectl-rollout', '2026-11-25T12:00:00Z')], 'cart:1'), { 4: 'kubectl-rollout' });
  });
});
