import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { createClusters, type LiveClusters } from '../../../../src/cluster/liveClusters.ts';
import { BeforeImages } from '../../../../src/changes/journal/beforeImages.ts';
import { Journal } from '../../../../src/changes/journal/journal.ts';
import { changeMaker } from '../../../../src/changes/makeChange.ts';
import type { CallOptions } from '../../../../src/core/engine.ts';
import type { Envelope } from '../../../../src/core/envelope.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { isKubeError } from '../../../../src/core/kubeError.ts';
import type { Clock, Limits } from '../../../../src/core/ports.ts';
import { Runner } from '../../../../src/core/runner.ts';
import type { AnyTool } from '../../../../src/core/tool.ts';
import type { Demo } from '../../../../src/demo/serveCluster.ts';
import { startDemo } from '../../../../src/demo/startDemo.ts';
import { readWorlds } from '../../../../src/demo/world/readWorlds.ts';
import { systemClock } from '../../../../src/systemClock.ts';
import { allTools } from '../../../../src/tools/allTools.ts';
import { checkEnvelope } from '../../../support/checkEnvelope.ts';
import { startFaultProxy, type FaultProxy } from '../../../support/faultProxy.ts';
import { temporaryFolder } from '../../../support/process/temporaryFolder.ts';
import { root } from '../../../support/sourceImports.ts';
import { patientLimits } from '../bench.ts';
import type { ChangeSubject } from './changeSubjects.ts';
import { changeWorld } from './changeWorld.ts';

/** A proxy of its own in front of the cluster that all share. */
export interface ChangeBench {
  readonly proxy: FaultProxy;
  /** The product at this proxy, with an empty journal or the one of a product before it. */
  readonly product: (how: ProductLimits, before?: ChangingProduct) => Promise<ChangingProduct>;
  /** The object as the server has it; undefined: there is none. */
  readonly truth: (target: ChangeSubject['target'], namespace: string) => Promise<JsonObject | undefined>;
}

export interface ProductLimits {
  readonly reads: Limits;
  /** Of a write, and of each look at what became of it, in milliseconds. */
  readonly write: number;
}

export interface ChangingProduct {
  readonly folder: string;
  readonly journal: Journal;
  /** Of the journal. */
  readonly file: string;
  call(tool: string, input: Readonly<Record<string, unknown>>, approve?: CallOptions['approve']): Promise<Envelope>;
  undo(id: string, approve?: CallOptions['approve']): Promise<Envelope>;
  close(): void;
}

export interface ChangeBenches {
  readonly all: readonly ChangeBench[];
  close(): Promise<void>;
}

/** Waits that a server asks for, and those between two looks, are none here. */
const hasty: Clock = {
  now: () => systemClock.now(),
  sleep: (milliseconds, signal) => systemClock.sleep(Math.min(milliseconds, 10), signal),
};

/** What becomes of a change is another test's matter: nobody waits for it. */
const unwatched: readonly AnyTool[] = allTools.map((tool) =>
  'draft' in tool
    ? {
        ...tool,
        draft: async (...asked: Parameters<typeof tool.draft>) => {
          const drafted = await tool.draft(...asked);
          return 'steps' in drafted ? { ...drafted, watchSeconds: 0 } : drafted;
        },
      }
    : tool,
);

/** @param cases so many changes may be made, each in a namespace of its own */
export async function openChangeBenches(count: number, cases: number): Promise<ChangeBenches> {
  const mediaDirectory = path.join(root, 'media');
  const [cluster] = (await readWorlds(path.join(mediaDirectory, 'demo/worlds'))).filter((text) =>
    text.includes('kind: CSINode'),
  );
  const demo = await startDemo({ mediaDirectory, worlds: [cluster ?? '', changeWorld(cases)] });
  const folder = temporaryFolder('kube-sre-fault-changes');
  const direct = clustersAt(demo, demo.server, folder.path, patientLimits);
  let homes = 0;
  const all = await Promise.all(
    Array.from({ length: count }, async (): Promise<ChangeBench> => {
      const proxy = await startFaultProxy(demo.server);
      return {
        proxy,
        product: async (limits, before) => {
          const home = before?.folder ?? path.join(folder.path, String((homes += 1)));
          await mkdir(home, { recursive: true });
          return productAt(clustersAt(demo, proxy.url, home, limits.reads), home, limits);
        },
        truth: async (target, namespace) => {
          const { signal } = new AbortController();
          const { writer } = await direct.writing(undefined, signal);
          return writer.read({ ...target, namespace }, signal).catch((error: unknown) => {
            if (isKubeError(error) && error.facts.code === 'not_found') return undefined;
            throw error;
          });
        },
      };
    }),
  );
  return {
    all,
    close: async () => {
      direct.dispose();
      await Promise.all(all.map(({ proxy }) => proxy.close()));
      await demo.close();
      folder.remove();
    },
  };
}

function clustersAt(demo: Demo, url: string, homeDirectory: string, limits: Limits): LiveClusters {
  return createClusters({
    env: {},
    homeDirectory,
    extraKubeconfigs: [demo.kubeconfig.replaceAll(new URL(demo.server).origin, url)],
    limits,
    clock: hasty,
    version: 'test',
    salt: 'salt',
  });
}

function productAt(clusters: LiveClusters, folder: string, { reads, write }: ProductLimits): ChangingProduct {
  const journal = new Journal({ folder });
  const maker = changeMaker({
    open: (context, signal) => clusters.writing(context, signal),
    enabled: { isEnabled: () => true, howToEnable: '' },
    journal,
    images: new BeforeImages({ folder, now: () => Date.now() }),
    clock: hasty,
    folder,
    user: 'tester',
    host: hostname(),
    patience: { request: write, plan: reads.call },
  });
  const runner = new Runner({
    tools: unwatched,
    clusters: () => Promise.resolve(clusters),
    changes: () => Promise.resolve(maker),
    clock: hasty,
    limits: reads,
    activeContext: () => undefined,
    groupEnabled: () => true,
    record: () => undefined,
  });
  const how = (approve: CallOptions['approve']): CallOptions => ({
    surface: 'test',
    budgetTokens: Infinity,
    ...(approve === undefined ? {} : { approve }),
  });
  return {
    folder,
    journal,
    file: path.join(folder, 'journal.jsonl'),
    call: async (tool, input, approve) => checkEnvelope((await runner.call(tool, input, how(approve))).envelope),
    undo: async (id, approve) => checkEnvelope((await runner.undo(id, how(approve))).envelope),
    close: () => clusters.dispose(),
  };
}
