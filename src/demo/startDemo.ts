import path from 'node:path';
import type { Clock } from '../core/ports.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { runControllers } from './controllers/controllers.ts';
import { freeContextName } from './freeContextName.ts';
import { drive } from './controllers/drive.ts';
import { storiesOf } from './controllers/stories.ts';
import { loadOpenApi } from './loadOpenApi.ts';
import { serveCluster, type Demo } from './serveCluster.ts';
import { loadWorld } from './world/loadWorld.ts';
import { readWorlds } from './world/readWorlds.ts';

export interface DemoOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** The folder `media` as shipped. */
  readonly mediaDirectory: string;
  /** Default: this machine's. By one that cannot wait, things happen when somebody asks. */
  readonly clock?: Pick<Clock, 'now'> & Partial<Pick<Clock, 'sleep'>>;
  /** The worlds' YAML texts. Default: those of media/demo/worlds. */
  readonly worlds?: readonly string[];
  /** What contexts, clusters and users are called already where the kubeconfig goes. */
  readonly namesTaken?: readonly string[];
}

const machineClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds, undefined, { signal, ref: false });
  },
};

function canWait(clock: DemoOptions['clock'] & object): clock is Clock {
  return clock.sleep !== undefined;
}

/**
 * Starts the embedded demo cluster: a Kubernetes API on loopback, with small controllers behind it, whose objects look as if they had lived for weeks.
 * @throws Error when the port is taken or a world contradicts itself
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const clock = options.clock ?? machineClock;
  const folder = path.join(options.mediaDirectory, 'demo');
  const [worlds, openApi] = await Promise.all([
    options.worlds ?? readWorlds(path.join(folder, 'worlds')),
    loadOpenApi(path.join(folder, 'openapi.json.gz')),
  ]);
  const { store, logs } = loadWorld(worlds, clock.now());
  const controllers = runControllers({ store, logs, clock }, storiesOf(store, logs));
  const context = freeContextName(options.namesTaken ?? []);
  const demo = await serveCluster({ store, logs, openApi, clock, controllers }, options.port ?? 0, context);
  if (!canWait(clock)) return demo;
  const stop = drive(controllers, clock);
  return {
    ...demo,
    close: () => {
      stop();
      return demo.close();
    },
  };
}
