import { fileURLToPath } from 'node:url';
import path from 'node:path';
import type { DemoCluster } from '../../../src/demo/demoCluster.ts';
import type { KubeObject } from '../../../src/demo/kubeObject.ts';
import { loadOpenApi } from '../../../src/demo/loadOpenApi.ts';
import { serveCluster, type Demo } from '../../../src/demo/serveCluster.ts';
import { loadWorld } from '../../../src/demo/world/loadWorld.ts';
import { readWorlds } from '../../../src/demo/world/readWorlds.ts';

const folder = fileURLToPath(new URL('../../../media/demo', import.meta.url));

/** The demo's world in the test's own process, where it can be changed, and its server stopped and started. */
export class ServedWorld {
  readonly #cluster: DemoCluster;
  readonly #port: number;
  #serving: Demo | undefined;

  private constructor(cluster: DemoCluster, serving: Demo) {
    this.#cluster = cluster;
    this.#serving = serving;
    this.#port = Number(new URL(serving.server).port);
  }

  static async start(): Promise<ServedWorld> {
    const clock = { now: () => Date.now() };
    const [worlds, openApi] = await Promise.all([
      readWorlds(path.join(folder, 'worlds')),
      loadOpenApi(path.join(folder, 'openapi.json.gz')),
    ]);
    const cluster = { ...loadWorld(worlds, clock.now()), openApi, clock };
    return new ServedWorld(cluster, await serveCluster(cluster, 0));
  }

  /** The server's current one: each start has a token and a certificate of its own. */
  get kubeconfig(): string {
    if (this.#serving === undefined) throw new Error('the world is not served now');
    return this.#serving.kubeconfig;
  }

  /** `storage` is the resource's: `pods`. */
  change(storage: string, namespace: string, name: string, change: (object: KubeObject) => KubeObject): void {
    const object = this.#cluster.store.get(storage, namespace, name);
    if (object === undefined) throw new Error(`no ${storage} ${namespace}/${name}`);
    this.#cluster.store.put(storage, change(structuredClone(object)));
  }

  /** With all that is in it. */
  removeNamespace(name: string, storages: readonly string[]): void {
    const { store } = this.#cluster;
    for (const storage of storages)
      for (const { metadata } of store.list(storage))
        if (metadata.namespace === name) store.remove(storage, name, metadata.name);
    store.remove('namespaces', undefined, name);
  }

  async goAway(): Promise<void> {
    await this.#serving?.close();
    this.#serving = undefined;
  }

  /** At the same address. */
  async comeBack(): Promise<void> {
    this.#serving = await serveCluster(this.#cluster, this.#port);
  }
}
