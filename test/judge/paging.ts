import fc from 'fast-check';
import type { ControlPlane } from '../support/controlPlane.ts';
import type { ApiClient } from './hands/apiClient.ts';
import { each } from './hands/each.ts';
import { inNamespace } from './hands/inNamespace.ts';
import type { Judge, Judged } from './judge.ts';

export const paging: Judge = {
  name: 'paging',
  claim:
    'the pages of list_kubernetes_pods hold each pod once that was there from the first page to the last, and no other twice, while pods come, go and change in between',
  oracle: 'kubectl get before and after',
  few: 300,
  full: 2500,
  run,
};

async function run(count: number, seed: number, cluster: ControlPlane): Promise<Judged> {
  const namespace = `paging-${seed}`;
  const names = async (): Promise<readonly string[]> =>
    (await cluster.kubectl(['get', 'pods', '-n', namespace, '-o', 'jsonpath={.items[*].metadata.name}'])).split(' ');
  return inNamespace(cluster, namespace, async ({ api, tools }) => {
    const all = Array.from({ length: count }, (_, index) => `pod-${index}`);
    await each(all, async (name) => make(api, namespace, name));
    const before = new Set(await names());
    const changed = fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { numRuns: 1, seed })[0] ?? [];
    const rows = await tools.rows(
      'list_kubernetes_pods',
      { namespace, sort: 'name', limit: 100 },
      'pods',
      async (page) => {
        const some = changed.slice(page * 20, page * 20 + 20);
        await each(some, async (name, index) => {
          const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
          if (index % 2 === 0) await api.delete(path);
          else await api.merge(path, { metadata: { labels: { page: String(page) } } });
          await make(api, namespace, `${name}-new-${page}`);
        });
      },
    );
    const after = new Set(await names());
    const shown = rows.map(({ name }) => String(name));
    const times = new Map<string, number>();
    for (const name of shown) times.set(name, (times.get(name) ?? 0) + 1);
    const lasting = new Set([...before].filter((name) => after.has(name)));
    const disagreed = [
      ...[...lasting]
        .filter((name) => times.get(name) !== 1)
        .map((name) => `${name} was there all the time and came ${times.get(name) ?? 0} times`),
      ...[...times].filter(([name, often]) => often > 1 && !lasting.has(name)).map(([name]) => `${name} came twice`),
      ...shown.filter((name) => !before.has(name) && !after.has(name)).map((name) => `${name} has never been there`),
    ];
    return { agreed: before.size - disagreed.length, disagreed };
  });
}

async function make(api: ApiClient, namespace: string, name: string): Promise<void> {
  await api.post(`/api/v1/namespaces/${namespace}/pods`, {
    metadata: { name },
    spec: { schedulerName: 'judge', containers: [{ name: 'app', image: 'shop/app:1' }] },
  });
}
