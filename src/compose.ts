import { hostname, userInfo } from 'node:os';
import type { ChangeSwitch } from './core/approval.ts';
import type { ChangeMaker } from './core/changeAnswer.ts';
import type { Engine, EngineOptions, LiveTree } from './core/engine.ts';
import type { LiveClusters } from './cluster/liveClusters.ts';
import type { Clock, Limits } from './core/ports.ts';
import type { Witnessed } from './core/witnessed.ts';
import { Runner } from './core/runner.ts';
import { allRules } from './rules/allRules.ts';
import { fixesOf } from './rules/fixesOf.ts';
import { runScan, type ScanParts } from './rules/scan/runScan.ts';
import { ReadLog } from './changes/readLog.ts';
import { BeforeImages } from './changes/journal/beforeImages.ts';
import { Journal } from './changes/journal/journal.ts';
import { watchJournal } from './changes/journal/watchJournal.ts';
import { userFolder } from './changes/userFolder.ts';
import { userSalt } from './changes/userSalt.ts';
import { systemClock } from './systemClock.ts';
import { allTools } from './tools/allTools.ts';
import { choicesFor } from './tools/choices.ts';
import { promptsOf } from './tools/prompts.ts';
import { createLiveTree } from './tree/liveTree.ts';
import { namespaceNames } from './tree/namespaceNames.ts';

const defaultLimits: Limits = { connect: 10_000, idle: 60_000, call: 60_000, login: 60_000 };

/** Whoever says nothing of changes makes none. */
const readOnly: ChangeSwitch = { isEnabled: () => false, howToEnable: 'this program only reads' };

/** The composition root: the only file that knows every concrete class. What is large is loaded at its first use. */
export function createEngine(options: EngineOptions): Engine {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const clock: Clock = systemClock;
  const trees = new Map<string, LiveTree>();
  const demos: string[] = [];
  const folder = userFolder(options.env, options.homeDirectory);
  const warn = options.warn ?? ((): void => undefined);
  const readLog = new ReadLog({ folder, warn });
  const journal = new Journal({ folder });
  let live: Promise<LiveClusters> | undefined;
  let demo: Promise<{ context: string; close(): Promise<void> }> | undefined;

  const clusters = (): Promise<LiveClusters> => {
    live ??= (async () => {
      const [{ createClusters }, salt] = await Promise.all([import('./cluster/liveClusters.ts'), userSalt(folder)]);
      const { env, homeDirectory, version, kubeconfig } = options;
      const witnessed: Witnessed = async (of) =>
        (await import('./changes/journal/witnessed.ts')).witnessed(journal, images)(of);
      return createClusters({
        env,
        homeDirectory,
        version,
        limits,
        clock,
        salt,
        witnessed,
        textsOnly: options.demoOnly === true,
        extraKubeconfigs: demos,
        ...(kubeconfig === undefined ? {} : { kubeconfig }),
      });
    })();
    return live;
  };

  const shared: Omit<ScanParts, 'rules'> = {
    clusters,
    clock,
    limits,
    activeContext: options.activeContext ?? (() => undefined),
    record: (record) => {
      options.record?.(record);
      readLog.add(record);
    },
  };
  const images = new BeforeImages({ folder, now: () => clock.now() });
  const openToChange = async (context: string | undefined, signal: AbortSignal) =>
    (await clusters()).writing(context ?? options.activeContext?.(), signal);
  // What another process left unfinished is looked into once, where somebody looks at what was changed
  let recovered: Promise<void> | undefined;
  const recoverOnce = async (): Promise<void> => {
    const { recover } = await import('./changes/recover.ts');
    await Promise.all([
      images.prune().catch(() => undefined),
      recover({ open: openToChange, journal, images, clock, patience: limits.connect }),
    ]);
  };
  let maker: Promise<ChangeMaker> | undefined;
  const changes = (): Promise<ChangeMaker> => {
    maker ??= (async () => {
      const { changeMaker } = await import('./changes/makeChange.ts');
      return changeMaker({
        open: openToChange,
        enabled: options.changes ?? readOnly,
        journal,
        images,
        clock,
        folder,
        user: userInfo().username,
        host: hostname(),
        patience: { request: limits.idle, plan: limits.call },
      });
    })();
    return maker;
  };
  const runner = new Runner({
    ...shared,
    changes,
    tools: allTools,
    groupEnabled: options.groupEnabled ?? (() => true),
  });

  const toolNamed = (name: string) => {
    const tool = runner.tool(name);
    if (tool === undefined) throw new Error(`no tool ${name}`);
    return tool;
  };

  return {
    tools: () =>
      allTools.map(({ name, group, risk, title, userDescription, modelDescription, input }) => ({
        name,
        group,
        risk,
        title,
        userDescription,
        modelDescription,
        inputSchema: input,
      })),
    call: (tool, input, callOptions) => runner.call(tool, input, callOptions),
    prompts: (tool) => promptsOf(toolNamed(tool)),
    choices: async (tool, field, input, signal) => {
      const either = AbortSignal.any([signal, AbortSignal.timeout(limits.call)]);
      return choicesFor(await clusters(), toolNamed(tool), field, input, either, options.activeContext?.());
    },
    fixes: (findings) => fixesOf(findings, allRules),
    doing: (tool, input) => toolNamed(tool).doing(input),
    contexts: async () => {
      const contexts = await (await clusters()).contexts();
      const names = new Set(contexts.map(({ name }) => name));
      for (const [context, tree] of trees) {
        if (names.has(context)) continue;
        tree.dispose();
        trees.delete(context);
      }
      return contexts;
    },
    entryStamp: async (context) => (await clusters()).stamp(context),
    scan: (scope, scanOptions = {}) => runScan({ ...shared, rules: allRules }, scope, scanOptions),
    reads: (count) => readLog.last(count),
    undo: (id, callOptions) => runner.undo(id, callOptions),
    changes: async (count) => {
      recovered ??= recoverOnce();
      await recovered;
      return journal.changes(count);
    },
    listenChanges: (onChange) => watchJournal(folder, onChange),
    identity: async (context) => (await openToChange(context, AbortSignal.timeout(limits.call))).identity,
    checkJournal: () => journal.check(),
    journalText: () => journal.text(),
    tree: (context) => {
      const known = trees.get(context);
      if (known !== undefined) return known;
      const tree = createLiveTree({
        clock,
        open: async (signal) => (await clusters()).open(context, signal),
        named: () => options.namedNamespaces?.(context) ?? [],
      });
      trees.set(context, tree);
      return tree;
    },
    namespaces: async (context, signal) =>
      namespaceNames(await (await clusters()).open(context, signal), options.namedNamespaces?.(context) ?? [], signal),
    startDemo: async () => {
      demo ??= (async () => {
        const { startDemo } = await import('./demo/startDemo.ts');
        const opened = await clusters();
        // A kubeconfig that cannot be read leads nowhere, and has no name that could be taken for the demo's
        const known = await opened.contexts().catch(() => []);
        const namesTaken = known.flatMap(({ name, cluster, user }) => [name, cluster, user]);
        const started = await startDemo({ mediaDirectory: options.mediaDirectory, namesTaken });
        demos.push(started.kubeconfig);
        opened.add(started.kubeconfig);
        return started;
      })();
      return (await demo).context;
    },
    reload: () => {
      void live?.then(
        (one) => {
          one.reload();
          for (const tree of trees.values()) tree.renew();
        },
        () => undefined,
      );
    },
    dispose: async () => {
      for (const tree of trees.values()) tree.dispose();
      trees.clear();
      (await live)?.dispose();
      await (await demo)?.close();
      await readLog.flush();
    },
  };
}
