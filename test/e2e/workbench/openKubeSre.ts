import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { commandTitle } from '../../support/commandTitle.ts';
import { packExtension } from '../../support/packExtension.ts';
import { temporaryFolder } from '../../support/process/temporaryFolder.ts';
import { installHost } from '../../support/vscodeHost/installHost.ts';
import { openWorkbench, type Workbench } from '../../support/vscodeHost/openWorkbench.ts';
import { scriptedModel, type ModelReply, type ModelRequest } from '../../support/vscodeHost/scriptedModel.ts';
import { startServer, type VsCodeServer } from '../../support/vscodeHost/startServer.ts';
import { chatSettings } from '../../support/workbench/chat.ts';
import { runCommand } from '../../support/workbench/palette.ts';
import { ready } from '../../support/workbench/ready.ts';
import { statusBarItem } from '../../support/workbench/notices.ts';
import { treeRow } from '../../support/workbench/tree.ts';

const screens = fileURLToPath(new URL('../../../out/screens', import.meta.url));

export interface KubeSre {
  readonly page: Page;
  /** Requests that chat sent to the scripted model; empty without one. */
  readonly requests: readonly ModelRequest[];
  /** A picture of the whole window as out/screens/NAME.png. */
  readonly picture: (name: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface KubeSreOptions {
  /** With a script, Copilot Chat is on and a model answers by it. */
  readonly script?: (request: ModelRequest) => ModelReply;
  /** The kubeconfig that the extension finds; without one there is none. */
  readonly kubeconfig?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The display language: `zh-cn`. Default: English. */
  readonly locale?: string;
}

/** The extension, packed and installed, in a real VS Code, as a person sees it. */
export async function openKubeSre({ script, kubeconfig, settings, locale }: KubeSreOptions = {}): Promise<KubeSre> {
  const folder = temporaryFolder('kube-sre-folder');
  const scratch = temporaryFolder('kube-sre-package');
  const model = script === undefined ? undefined : await scriptedModel(script);
  let server: VsCodeServer | undefined;
  let workbench: Workbench | undefined;
  const stop = async (): Promise<void> => {
    await workbench?.browser.close();
    await server?.stop();
    await model?.stop();
    folder.remove();
    scratch.remove();
  };
  try {
    server = await startServer(await installHost(), {
      packages: [await packExtension(scratch.path)],
      settings: { ...settings, ...(model === undefined ? {} : chatSettings) },
      ...(model === undefined ? {} : { models: model.models }),
      ...(kubeconfig === undefined ? {} : { env: { KUBECONFIG: kubeconfig } }),
    });
    workbench = await openWorkbench(server, {
      folder: folder.path,
      copilot: model !== undefined,
      ...(locale === undefined ? {} : { locale }),
    });
    const { page } = workbench;
    await ready(page);
    mkdirSync(screens, { recursive: true });
    return {
      page,
      requests: model?.requests ?? [],
      picture: async (name) => {
        await page.screenshot({ path: path.join(screens, `${name}.png`) });
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Opens the demo cluster by its command and waits until the view and the status bar show it. */
export async function openDemo(page: Page): Promise<void> {
  await runCommand(page, commandTitle('kubeSre.openDemo'));
  await treeRow(page, 'demo').waitFor({ timeout: 30_000 });
  await statusBarItem(page, /demo/).waitFor({ timeout: 30_000 });
}
