import { deferred } from '../../../src/core/deferred.ts';
import path from 'node:path';
import { isRecord } from '../../../src/core/json.ts';
import type { HostInstall } from './installHost.ts';
import { endLine, reportLine, type SuiteCounts } from './hostSuite.ts';
import { openWorkbench, type Workbench } from './openWorkbench.ts';
import { startServer } from './startServer.ts';

export interface HostRun {
  /** The unpacked extension. */
  readonly extension: string;
  /** A module with `run()`, see hostSuite.ts for what it prints. */
  readonly suite: string;
  readonly folder: string;
  readonly seconds: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly onLine: (line: string) => void;
}

export interface HostResult {
  /** Undefined when the suite did not come to its end. */
  readonly counts: SuiteCounts | undefined;
  readonly why: string;
}

/** Runs a suite inside the extension host of a real VS Code, and ends everything that it started. */
export async function runInHost(install: HostInstall, run: HostRun): Promise<HostResult> {
  const server = await startServer(install, { automation: true, env: run.env ?? {}, settings: run.settings ?? {} });
  let workbench: Workbench | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    const outcome = deferred<HostResult>();
    const finish = (result: HostResult): void => outcome.resolve(result);
    let counts: SuiteCounts | undefined;
    timer = setTimeout(() => finish({ counts: undefined, why: `no end after ${run.seconds} s` }), run.seconds * 1000);
    void server.process.ended.then((code) =>
      finish({ counts: undefined, why: `the server exited with ${String(code)}` }),
    );
    workbench = await openWorkbench(server, {
      folder: run.folder,
      extension: run.extension,
      suite: run.suite,
      onLog: ([format, ...rest]) => {
        if (format === reportLine) run.onLine(rest.map(String).join(' '));
        else if (format === endLine) counts = suiteCounts(rest[0]);
      },
      onExit: (code) =>
        finish({ counts, why: counts ? 'ended' : `the extension host ended (code ${code}) before its suite` }),
    });
    workbench.page.once('crash', () => finish({ counts: undefined, why: 'the page crashed' }));
    workbench.browser.once('disconnected', () => finish({ counts: undefined, why: 'the browser went away' }));
    const result = await outcome.promise;
    if (result.counts === undefined) {
      const picture = path.resolve('out', 'screens', 'host-failure.png');
      await workbench.page.screenshot({ path: picture, timeout: 5000 }).catch(() => undefined);
      return { ...result, why: `${result.why}\nscreenshot: ${picture}\n${server.logTail()}` };
    }
    return result;
  } finally {
    clearTimeout(timer);
    await workbench?.browser.close();
    await server.stop();
  }
}

function suiteCounts(text: unknown): SuiteCounts | undefined {
  const value: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
  if (!isRecord(value)) return undefined;
  const { passed, failed, pending } = value;
  if (typeof passed !== 'number' || typeof failed !== 'number' || typeof pending !== 'number') return undefined;
  return { passed, failed, pending };
}
