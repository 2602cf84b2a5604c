import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { isRecord } from '../../src/core/json.ts';
import type { ControlPlane } from '../support/controlPlane.ts';
import { itemsOf, type Answer, type ApiClient } from './hands/apiClient.ts';
import { each } from './hands/each.ts';
import { inNamespace } from './hands/inNamespace.ts';
import type { Tools } from './hands/tools.ts';
import type { Judge, Judged } from './judge.ts';
import { objectDraft, widgets } from './yaml/objectDraft.ts';

export const yaml: Judge = {
  name: 'yaml',
  claim:
    'get_kubernetes_resource_yaml holds the same object with its keys in the same order, less the last-applied annotation and the values of Secrets: ConfigMaps, Secrets and custom resources with odd texts, and what a cluster holds of every kind',
  oracle: 'kubectl get -o yaml',
  few: 60,
  full: 300,
  run,
};

async function run(count: number, seed: number, cluster: ControlPlane): Promise<Judged> {
  const namespace = `yaml-${seed}`;
  return inNamespace(cluster, namespace, async ({ api, tools }) => {
    await api.post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', widgets).catch((error: unknown) => {
      // Another run on this cluster has made it.
      if (!(error instanceof Error) || !error.message.includes('AlreadyExists')) throw error;
    });
    await cluster.kubectl(['wait', '--for=condition=Established', 'crd/widgets.judge.test', '--timeout=30s']);
    await each(fc.sample(objectDraft, { numRuns: count, seed }), async ({ kind, body }, index) => {
      const root = kind === 'Widget' ? '/apis/judge.test/v1' : '/api/v1';
      const apiVersion = kind === 'Widget' ? 'judge.test/v1' : 'v1';
      const metadata = { ...(isRecord(body.metadata) ? body.metadata : {}), name: `${kind.toLowerCase()}-${index}` };
      await untilServed(async () =>
        api.post(`${root}/namespaces/${namespace}/${kind.toLowerCase()}s`, { ...body, apiVersion, kind, metadata }),
      );
    });
    const disagreed: string[] = [];
    let agreed = 0;
    for (const { resource, inside } of await resourcesOf(api)) {
      const own = ['configmaps', 'secrets', 'widgets.judge.test'].includes(resource);
      const list = ['get', resource, ...(inside ? (own ? ['-n', namespace] : ['-A']) : []), '-o', 'yaml'];
      const printed: unknown = load(await cluster.kubectl(list));
      const objects = (isRecord(printed) ? itemsOf(printed) : []).slice(0, own ? undefined : fewOfAKind);
      await each(objects, async (theirs) => {
        const difference = await differenceOf(tools, resource, theirs);
        if (difference === undefined) agreed++;
        else if (!(await isMoving(cluster, resource, theirs))) disagreed.push(`${resource}: ${difference}`);
      });
    }
    return { agreed, disagreed };
  });
}

const fewOfAKind = 8;

/** A new kind is served a moment after it is established. */
async function untilServed(post: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++)
    try {
      await post();
      return;
    } catch (error) {
      if (tries >= 50 || !(error instanceof Error) || !error.message.includes(' 404 ')) throw error;
      await sleep(100);
    }
}

/** Everything that can be listed and read, events, leases and the health of components aside, which change by the second. */
async function resourcesOf(api: ApiClient): Promise<readonly { resource: string; inside: boolean }[]> {
  const groups = (await api.get('/apis')).groups;
  const roots = (Array.isArray(groups) ? groups.filter(isRecord) : []).flatMap(({ name, preferredVersion }) =>
    isRecord(preferredVersion)
      ? [{ root: `/apis/${String(preferredVersion.groupVersion)}`, suffix: `.${String(name)}` }]
      : [],
  );
  const found: { resource: string; inside: boolean }[] = [];
  for (const { root, suffix } of [{ root: '/api/v1', suffix: '' }, ...roots]) {
    const { resources } = await api.get(root);
    for (const { name, verbs, namespaced } of Array.isArray(resources) ? resources.filter(isRecord) : []) {
      const can = Array.isArray(verbs) && verbs.includes('list') && verbs.includes('get');
      if (can && !['events', 'leases', 'componentstatuses'].includes(String(name)))
        found.push({ resource: `${String(name)}${suffix}`, inside: namespaced === true });
    }
  }
  return found;
}

/** Both texts are read by the same reader, and held beside each other with the order of their keys. */
async function differenceOf(tools: Tools, resource: string, theirs: Answer): Promise<string | undefined> {
  const [kind = '', ...group] = resource.split('.');
  const { name, ...place } = placeOf(theirs);
  const input = { kind, name, ...place, ...(group.length === 0 ? {} : { apiVersion: theirs.apiVersion }) };
  const { data, error } = await tools.call('get_kubernetes_resource_yaml', input);
  if (error !== undefined) return `${name}: ${error.message}`;
  const ours: unknown = load(String(data?.yaml));
  const expected = lessLastApplied(theirs);
  const [mine, other] = (resource === 'secrets' ? [keysOnly(ours), keysOnly(expected)] : [ours, expected]).map((one) =>
    JSON.stringify(one),
  );
  return mine === other ? undefined : `${name}: ours ${String(mine)}, kubectl ${String(other)}`;
}

/** Controllers write on: only what stays as it is can differ. */
async function isMoving(cluster: ControlPlane, resource: string, theirs: Answer): Promise<boolean> {
  const { name, namespace } = placeOf(theirs);
  const args = ['get', resource, name, ...(namespace === undefined ? [] : ['-n', namespace]), '-o', 'yaml'];
  const now = load(await cluster.kubectl(args).catch(() => ''));
  return JSON.stringify(now) !== JSON.stringify(theirs);
}

function placeOf({ metadata }: Answer): { readonly name: string; readonly namespace?: string } {
  const { name, namespace } = isRecord(metadata) ? metadata : {};
  return { name: String(name), ...(typeof namespace === 'string' ? { namespace } : {}) };
}

function lessLastApplied(object: Answer): Answer {
  const { metadata } = object;
  if (!isRecord(metadata) || !isRecord(metadata.annotations)) return object;
  const left = Object.entries(metadata.annotations).filter(
    ([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration',
  );
  const others = Object.entries(metadata).flatMap(([key, value]) =>
    key !== 'annotations' ? [[key, value]] : left.length === 0 ? [] : [[key, Object.fromEntries(left)]],
  );
  return { ...object, metadata: Object.fromEntries(others) };
}

/** A Secret with the names of its data alone. */
function keysOnly(secret: unknown): unknown {
  if (!isRecord(secret) || !isRecord(secret.data)) return secret;
  return { ...secret, data: Object.keys(secret.data) };
}
