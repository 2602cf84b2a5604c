import path from 'node:path';
import type { Clock } from '../core/ports.ts';
import { loadOpenApi } from './loadOpenApi.ts';
import { serveCluster, type Demo } from './serveCluster.ts';
import { loadWorld } from './world/loadWorld.ts';
import { readWorlds } from './world/readWorlds.ts';

export interface DemoOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** The folder `media` as shipped. */
  readonly mediaDirectory: string;
  /** Milliseconds since the epoch. Default: this machine's clock. */
  readonly clock?: Pick<Clock, 'now'>;
  /** The worlds' YAML texts. Default: those of media/demo/worlds. */
  readonly worlds?: readonly string[];
}

/**
 * Starts the embedded demo cluster: a Kubernetes API for reading, on loopback, whose objects look as if they had lived for weeks.
 * @throws Error when the port is taken or a world contradicts itself
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const clock = options.clock ?? { now: () => Date.now() };
  const folder = path.join(options.mediaDirectory, 'demo');
  const [worlds, openApi] = await Promise.all([
    options.worlds ?? readWorlds(path.join(folder, 'worlds')),
    loadOpenApi(path.join(folder, 'openapi.json.gz')),
  ]);
  return serveCluster({ ...loadWorld(worlds, clock.now()), openApi, clock }, options.port ?? 0);
}
