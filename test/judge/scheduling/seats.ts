import { isRecord } from '../../../src/core/json.ts';
import { node as nodeKind } from '../../../src/kube/kinds/node.ts';
import { nodeManifest } from '../../support/controlPlane/nodeManifest.ts';
import { itemsOf, makeNamespace, type ApiClient } from '../hands/apiClient.ts';
import { clearCase, nameOf, seats, until } from './playCase.ts';
import { csiNode, storageClasses } from './schedulingStorage.ts';

/** Makes the judge's own nodes, classes and namespaces; the other nodes of the control plane take no part. */
export async function takeSeats(api: ApiClient): Promise<void> {
  for (const name of ['near', 'far']) await makeNamespace(api, name, { kind: name });
  for (const one of storageClasses) await api.post('/apis/storage.k8s.io/v1/storageclasses', one);
  for (const [seat, name] of seats.entries()) {
    const parsed: unknown = JSON.parse(nodeManifest(name, 'a'));
    if (!isRecord(parsed)) throw new Error('A node is an object.');
    const { metadata } = await api.post('/api/v1/nodes', parsed);
    const uid = isRecord(metadata) ? String(metadata.uid) : '';
    await api.post('/apis/storage.k8s.io/v1/csinodes', csiNode(name, uid, seat));
  }
  for (const name of itemsOf(await api.get('/api/v1/nodes'))
    .flatMap(nameOf)
    .filter((one) => !seats.includes(one)))
    await api.merge(`/api/v1/nodes/${name}`, { spec: { unschedulable: true } });
  await until(async () => itemsOf(await api.get('/api/v1/nodes')).every(isReadySeat));
}

/** Takes them away again. */
export async function leaveSeats(api: ApiClient): Promise<void> {
  await clearCase(api);
  for (const name of seats) {
    await api.delete(`/api/v1/nodes/${name}`);
  }
  for (const name of itemsOf(await api.get('/api/v1/nodes'))
    .flatMap(nameOf)
    .filter((one) => !seats.includes(one)))
    await api.merge(`/api/v1/nodes/${name}`, { spec: { unschedulable: null } });
  for (const name of storageClasses.flatMap(nameOf)) await api.delete(`/apis/storage.k8s.io/v1/storageclasses/${name}`);
  for (const name of ['near', 'far']) await api.delete(`/api/v1/namespaces/${name}`);
  // The next judge takes the same ones
  await until(async () =>
    itemsOf(await api.get('/api/v1/namespaces'))
      .flatMap(nameOf)
      .every((one) => one !== 'near' && one !== 'far'),
  );
}

function isReadySeat(one: unknown): boolean {
  const { metadata, status, spec } = nodeKind.project(one);
  return (
    !seats.includes(metadata?.name ?? '') ||
    ((status?.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True') &&
      !(spec?.taints ?? []).some(({ key }) => key === 'node.kubernetes.io/not-ready'))
  );
}
